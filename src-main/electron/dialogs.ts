/** Native file dialogs over one window. */
import { type BrowserWindow, dialog } from 'electron';
import type { FileDialogs } from '../services/host-services.ts';

const filters = [{ name: 'Scenarios', extensions: ['yaml', 'yml', 'json'] }];

export function nativeDialogs(window: BrowserWindow): FileDialogs {
  return {
    async chooseFile() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        filters,
        properties: ['openFile'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseTarget(name) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { filters, defaultPath: name });
      return canceled || filePath === '' ? null : withExtension(filePath);
    },
  };
}

/** Some desktops hand back the name as typed. */
export const withExtension = (path: string): string =>
  /\.(ya?ml|json)$/i.test(path) ? path : `${path}.yaml`;
