// `npm run electron:fetch`: gets the Electron binary, which npm does not carry. Electron's own installer has no
// time limit and can wait for ever on a silent server, hence the limit here.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './tool.mjs';

const limitMs = 120_000;
const installer = join(root, 'node_modules', 'electron', 'install.js');
const result = spawnSync(process.execPath, [installer], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  timeout: limitMs,
  killSignal: 'SIGKILL',
});
if (result.status === 0) {
  console.log('electron: the binary is in place; npm start will open it');
} else {
  const why = result.signal ? `no answer within ${limitMs / 1000} s` : 'the download failed';
  console.error(`electron: ${why}. npm start works without it, in a browser window.`);
  process.exitCode = 1;
}
