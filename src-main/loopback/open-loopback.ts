/** The loopback server over this user's files, as `serve` and `start` use it. */
import { join } from 'node:path';
import { engineVersion } from '../../src-sim/index.ts';
import { applicationFolder } from '../services/application-folder.ts';
import { createHost } from '../services/host-services.ts';
import { userFolders } from '../services/user-folders.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

const graceMs = 3000;

export async function openLoopback(
  openAtStart: string | null,
  onLastWindowClosed: () => void,
): Promise<LoopbackServer> {
  const folder = applicationFolder();
  const host = await createHost({
    kind: 'loopback',
    version: engineVersion,
    folders: userFolders(),
    examplesFolder: join(folder, 'scenarios'),
    dialogs: null,
    openAtStart,
  });
  return startLoopbackServer({
    host,
    contentFolder: join(folder, 'dist', 'renderer'),
    graceMs,
    onLastWindowClosed,
  });
}
