import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectionNames } from '../../../src-sim/scenario/schema.ts';
import { knownKeys, knownKinds } from '../../../src-sim/scenario/schema-shape.ts';
import { parseScenario } from '../../../src-sim/scenario/text.ts';

const page = readFileSync(new URL('../../../docs/format.md', import.meta.url), 'utf8');

/** Keys of the first table below a heading. */
function tableBelow(heading: string): string[] {
  const [, after = ''] = page.split(`\n${heading}\n`);
  const section = after.split(/\n#{2,3} /)[0] ?? '';
  return [...section.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1] ?? '');
}

describe('the page on the format', () => {
  it('has the collections in the order of the schema', () => {
    expect([...page.matchAll(/^## `(\w+)`/gm)].map((match) => match[1])).toEqual(collectionNames);
  });

  it('names the keys of the document', () => {
    const own = knownKeys([], {}).filter((key) => !(collectionNames as readonly string[]).includes(key));
    expect(tableBelow('## The document')).toEqual(own);
  });

  for (const collection of collectionNames) {
    for (const kind of knownKinds(collection)) {
      it(`names the keys of ${kind}`, () => {
        const keys = knownKeys([collection, 'x'], { [collection]: { x: { kind } } });
        // These three are the same everywhere and explained once.
        const own = keys.filter((key) => !['kind', 'name', 'note'].includes(key));
        expect(tableBelow(`### \`${kind}\``)).toEqual(own);
      });
    }
  }

  it('begins with an example that is valid', () => {
    const [, example = ''] = page.split(/```(?:yaml)?\n/);
    expect(parseScenario(example).problems).toEqual([]);
  });
});
