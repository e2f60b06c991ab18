import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentExplanations } from '../../../src-sim/scenario/explain.ts';

const folder = new URL('../../../src-sim/scenario/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'explain.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

const used = new Set(
  sources.flatMap(
    (source) => source.match(/(?<=')(?:read|document|value|address|edit)\/[a-z-]+(?=')/g) ?? [],
  ),
);

describe('explanations of the document', () => {
  it('are there for every code that can be emitted, and for no other', () => {
    expect(documentExplanations.map(({ code }) => code).sort()).toEqual([...used].sort());
  });

  it('say what, why and what to do, in sentences', () => {
    for (const { title, why, cure } of documentExplanations) {
      expect(title).toMatch(/^[A-Z].*[^.]$/s);
      expect(why).toMatch(/^[A-Z0-9].*\.$/s);
      expect(cure).toMatch(/^[A-Z].*\.$/s);
    }
  });
});
