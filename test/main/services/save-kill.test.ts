/**
 * A process that saves without pause is killed at seeded random instants. Whatever the instant, the file holds one
 * whole document: the last one saved, or the one being saved.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { randomStreamFromState } from '../../../src-sim/quantity/random.ts';
import { bundled } from '../../support/bundled.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const kills = 210;
/** Large enough that writing it takes a while: most kills land inside a save. */
const kilobytes = 1024;
const childScript = join(import.meta.dirname, '..', '..', 'support', 'save-repeatedly.mjs');

it('leaves a whole document after a kill at any of 210 instants', { timeout: 120_000 }, async () => {
  const modules = await bundled({ save: 'src-main/services/save-text.ts' });
  const chance = randomStreamFromState(20_261_120);
  const folder = scratchFolder();
  const path = join(folder, 'scenario.yaml');
  const phases = new Map<string, number>();

  for (let kill = 0; kill < kills; kill += 1) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    const child = spawn(process.execPath, [childScript, join(modules, 'save.js'), path, String(kilobytes)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let begun = '';
    child.stdout.on('data', (chunk: Buffer) => {
      begun += chunk.toString();
    });
    await once(child.stdout, 'data');
    await delay(chance.below(40));
    child.kill('SIGKILL');
    await once(child, 'close');

    const generation = Number(begun.trim().split('\n').at(-1));
    const found = existsSync(path) ? wholeGeneration(readFileSync(path, 'utf8')) : 0;
    // Killed while saving `generation`: that one or the one before it. The announcement of the next one may have been
    // lost in the pipe with the kill, hence one more.
    expect([generation - 1, generation, generation + 1], `kill ${kill}`).toContain(found);
    const previous = existsSync(`${path}~`) ? wholeGeneration(readFileSync(`${path}~`, 'utf8')) : 0;
    expect(previous === found || previous === Math.max(0, found - 1), `kept copy after kill ${kill}`).toBe(
      true,
    );
    count(phases, phase(readdirSync(folder), found === generation - 1));
  }
  rmSync(modules, { recursive: true });

  // The kills are worth nothing if they all land at one place. Writing and flushing a megabyte is by far the longest
  // part of a save, so at least one in ten must have left its file aside; others must have found none.
  expect(phases.get('aside unfinished') ?? 0).toBeGreaterThanOrEqual(kills / 10);
  expect(phases.size).toBeGreaterThanOrEqual(2);
  expect([...phases.values()].reduce((sum, each) => sum + each, 0)).toBe(kills);
});

/** The number of the document, or -1 for one that is not whole. */
function wholeGeneration(text: string): number {
  const generation = Number(/end (\d+)\n$/.exec(text)?.[1] ?? -1);
  const line = `generation ${String(generation).padStart(8, '0')} ${'x'.repeat(1002)}\n`;
  return text === `${line.repeat(kilobytes)}end ${generation}\n` ? generation : -1;
}

function phase(names: readonly string[], stillOld: boolean): string {
  if (names.some((name) => name.endsWith('.tmp'))) return stillOld ? 'aside unfinished' : 'between saves';
  return stillOld ? 'before the file aside' : 'renamed';
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
