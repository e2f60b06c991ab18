/**
 * How long the window takes: from a server that is up to a canvas that answers, for hello-hub, and the same for a
 * document of a thousand networks. Prints milliseconds, the median of five fresh pages each; asserts nothing about them.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import { startLoopback } from '../support/loopback-fixture.ts';

const repeats = 5;
const examples = join(import.meta.dirname, '..', '..', 'scenarios');

test('hello-hub', async ({ browser }) => {
  await measure(browser, join(examples, 'hello-hub', 'scenario.yaml'), 'frankfurt');
});

test('a thousand networks with a subnet and a machine each', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'netwright-bench-'));
  const file = join(folder, 'thousand.yaml');
  await writeFile(file, thousandNetworks());
  await measure(browser, file, 'site-0');
  await rm(folder, { recursive: true });
});

/** Until an arrow key on the canvas has selected an object, which the inspector shows, and until the checks have spoken. */
async function measure(browser: Browser, file: string, firstObject: string): Promise<void> {
  const answered: number[] = [];
  const checked: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const loopback = await startLoopback(file);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const startedAt = performance.now();
    await page.goto(loopback.address);
    await page.locator(`.tree [data-record="${firstObject}"]`).waitFor();
    await page.getByRole('application').press('ArrowRight');
    await expect(page.locator('.inspector [data-field="id"]')).toBeVisible();
    answered.push(performance.now() - startedAt);
    await page.locator('.problems[data-checked="true"]').waitFor();
    checked.push(performance.now() - startedAt);
    await context.close();
    await loopback.end();
  }
  console.log(`canvas answers after ${median(answered)} ms, checked after ${median(checked)} ms`);
}

const median = (times: readonly number[]): string =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)].toFixed(0);

const each = (line: (index: number, block: string) => string, count = 1000): string =>
  Array.from({ length: count }, (_, index) => line(index, `10.${index >> 6}.${(index & 63) * 4}`)).join('');

/** 1000 networks of /22 in ten sites: 10.(i / 64).(i mod 64 × 4).0/22. */
function thousandNetworks(): string {
  return [
    'netwright: 1\nname: Thousand networks\nsites:\n',
    each((index) => `  site-${index}: { kind: data-centre }\n`, 10),
    'networks:\n',
    each((index, at) => `  net-${index}: { kind: lan, site: site-${index % 10}, cidrs: [${at}.0/22] }\n`),
    'subnets:\n',
    each((index, at) => `  subnet-${index}: { kind: segment, network: net-${index}, cidr: ${at}.0/24 }\n`),
    'workloads:\n',
    each(
      (index, at) => `  vm-${index}: { kind: virtual-machine, subnet: subnet-${index}, address: ${at}.10 }\n`,
    ),
  ].join('');
}
