// Builds everything that runs in Node or Electron's main process into dist/main. Dependencies are bundled, so the
// built folder runs without node_modules. Chunks shared by entries lie beside them: code that finds the worker by
// `new URL('./simulation-worker.js', import.meta.url)` must find it from a chunk as well.
import { defineConfig } from 'rolldown';

const external = ['electron', /^node:/];

export default defineConfig([
  {
    input: {
      start: 'src-main/start/start.ts',
      cli: 'src-main/cli/cli.ts',
      'measure-workload': 'src-main/bench/measure-workload.ts',
      serve: 'src-main/loopback/serve.ts',
      'simulation-worker': 'src-main/services/simulation-worker.ts',
      'electron/main': 'src-main/electron/main.ts',
    },
    platform: 'node',
    external,
    transform: { target: 'node20' },
    output: {
      dir: 'dist/main',
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      banner: (chunk) => (chunk.isEntry && chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
    },
  },
  {
    // A sandboxed preload script must be one CommonJS file.
    input: { preload: 'src-main/electron/preload.ts' },
    platform: 'node',
    external,
    output: { dir: 'dist/main/electron', format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
  },
]);
