/** Electron's main process, as a list of phases: one instance, rules before anything is shown, handlers, windows. */
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';
import type { Host } from '../contract/host.ts';
import { applicationFolder } from '../services/application-folder.ts';
import { answerAppRequest } from './app-protocol.ts';
import { applicationMenu } from './application-menu.ts';
import { fileArgument } from './file-argument.ts';
import { guardAllPages, guardSession } from './guard-session.ts';
import { answerHostCalls } from './host-handlers.ts';
import { openWindow, startPage } from './open-window.ts';
import { appScheme, schemePrivileges } from './window-security.ts';

const hosts = new Map<number, Host>();

if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: schemePrivileges }]);
  app.enableSandbox();
  guardAllPages(app);
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', (_event, argv, folder) => {
    const path = fileArgument(argv, folder);
    const first = BrowserWindow.getAllWindows()[0];
    if (path === null && first !== undefined) {
      if (first.isMinimized()) first.restore();
      first.focus();
    } else {
      void show(path);
    }
  });
  void app.whenReady().then(begin);
}

async function begin(): Promise<void> {
  guardSession(session.defaultSession);
  const contentFolder = join(applicationFolder(), 'dist', 'renderer');
  protocol.handle(appScheme, (request) => answerAppRequest(request, contentFolder));
  answerHostCalls(ipcMain, (event) => hosts.get(event.sender.id) ?? null);
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, app.isPackaged)));
  await show(fileArgument(process.argv, process.cwd()));
}

async function show(path: string | null): Promise<void> {
  const { window, host } = await openWindow(path);
  const { id } = window.webContents;
  hosts.set(id, host);
  window.on('closed', () => hosts.delete(id));
  await window.loadURL(startPage);
}
