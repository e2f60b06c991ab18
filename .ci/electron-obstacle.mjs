// Says why Electron cannot be started here, or null. Looks at the disk only: requiring the package would download.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tool.mjs';

export function electronObstacle() {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : null;
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const binary = override
    ? join(override, name ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'))
    : name && join(folder, 'dist', name);
  if (!binary || !existsSync(binary)) {
    return 'the Electron binary is not installed (npm run electron:fetch gets it)';
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return 'there is no display to open an Electron window on';
  }
  return null;
}
