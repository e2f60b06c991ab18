/** Native file dialogs over one window. */
import { extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { FileDialogs } from '../services/host-services.ts';

const exportNames: Readonly<Record<string, string>> = {
  '.html': 'Web page',
  '.md': 'Markdown',
  '.csv': 'Table',
  '.json': 'JSON',
};
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
    async chooseExport(name) {
      const extension = extname(name);
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        filters: [{ name: exportNames[extension] ?? 'File', extensions: [extension.slice(1)] }],
        defaultPath: name,
      });
      if (canceled || filePath === '') return null;
      return extname(filePath).toLowerCase() === extension ? filePath : `${filePath}${extension}`;
    },
  };
}

/** Some desktops hand back the name as typed. */
export const withExtension = (path: string): string =>
  /\.(ya?ml|json)$/i.test(path) ? path : `${path}.yaml`;
