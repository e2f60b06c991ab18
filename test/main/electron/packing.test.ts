/** Packs a small project of the same shape with the real electron-builder.yml and looks into the archive. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { asarListing } from '../../support/asar-listing.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { fusesOf, makeStandInElectron } from '../../support/stand-in-electron.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));

const wanted = [
  'LICENSE',
  'NOTICE',
  'dist/main/cli.js',
  'dist/main/electron/main.js',
  'dist/main/electron/preload.cjs',
  'dist/renderer/assets/index-1a2b.js',
  'dist/renderer/index.html',
  'package.json',
  'scenarios/hello-hub/scenario.yaml',
];
const unwanted = [
  'README.md',
  'dist/build-stamp',
  'dist/main/electron/main.js.map',
  'node_modules/react/index.js',
  'node_modules/react/package.json',
  'node_modules/zod/index.js',
  'node_modules/zod/package.json',
  'scenarios/hello-hub/expect.yaml',
  'src-main/electron/main.ts',
  'src-sim/index.ts',
  'test/main/electron/packing.test.ts',
];

it.skipIf(process.platform !== 'linux')(
  'packs what runs and nothing else, with the fuses blown',
  { timeout: 180_000 },
  () => {
    const folder = scratchFolder();
    const project = join(folder, 'project');
    for (const path of [...wanted, ...unwanted]) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      const name = dirname(path).split('/').at(-1);
      writeFileSync(
        join(project, path),
        path.endsWith('package.json') ? JSON.stringify({ name, version: '1.0.0' }) : '// \n',
      );
    }
    copyFileSync(join(root, 'package.json'), join(project, 'package.json'));
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: { electron: string };
    };
    const version = manifest.devDependencies.electron;
    const electron = join(folder, 'electron');
    makeStandInElectron(electron, version);

    const packed = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'electron-builder', 'cli.js'),
        '--linux',
        'dir',
        '--publish',
        'never',
        '--project',
        project,
        '--config',
        join(root, 'electron-builder.yml'),
        `-c.electronDist=${electron}`,
        `-c.electronVersion=${version}`,
      ],
      { encoding: 'utf8', timeout: 150_000, env: { ...process.env, CI: 'true' } },
    );
    expect(packed.status, packed.stdout + packed.stderr).toBe(0);

    const release = join(project, 'release', 'linux-unpacked');
    expect(asarListing(join(release, 'resources', 'app.asar'))).toEqual([...wanted].sort());
    // In the order of `FuseV1Options`: runAsNode off, cookie encryption on, NODE_OPTIONS off, inspect arguments off,
    // archive integrity on, archive only on, own V8 snapshot left off, file: privileges off; the last is left as shipped.
    expect(fusesOf(join(release, 'netwright'))).toBe('010011001');
  },
);
