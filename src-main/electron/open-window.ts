/** One window with a host of its own. */
import { join } from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import { engineVersion } from '../../src-sim/index.ts';
import type { Host } from '../contract/host.ts';
import { applicationFolder } from '../services/application-folder.ts';
import { createHost } from '../services/host-services.ts';
import { userFolders } from '../services/user-folders.ts';
import { nativeDialogs } from './dialogs.ts';
import { closeAnswers, closeQuestion, guardClose } from './guard-close.ts';
import { appOrigin, webPreferences } from './window-security.ts';

export async function openWindow(path: string | null): Promise<{ window: BrowserWindow; host: Host }> {
  const folder = applicationFolder();
  const window = new BrowserWindow({
    title: 'Netwright',
    width: 1360,
    height: 860,
    minWidth: 800,
    minHeight: 500,
    show: false,
    webPreferences: { ...webPreferences, preload: join(folder, 'dist', 'main', 'electron', 'preload.cjs') },
  });
  const open = (file: string | null): Promise<Host> =>
    createHost({
      kind: 'electron',
      version: engineVersion,
      folders: userFolders(),
      examplesFolder: join(folder, 'scenarios'),
      dialogs: nativeDialogs(window),
      openAtStart: file,
    });
  // A file that cannot be opened must not keep the window from opening.
  const host = await open(path).catch(() => open(null));
  guardClose(window.webContents, async () => {
    const { response } = await dialog.showMessageBox(window, {
      ...closeQuestion,
      buttons: [...closeQuestion.buttons],
    });
    return closeAnswers[response] ?? 'stay';
  });
  window.once('ready-to-show', () => window.show());
  return { window, host };
}

export const startPage = `${appOrigin}/`;
