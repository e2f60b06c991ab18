/** A small menu: what the window does itself (open, save, undo) has its own buttons and keys there. */
import type { MenuItemConstructorOptions } from 'electron';

export function applicationMenu(platform: NodeJS.Platform, packed: boolean): MenuItemConstructorOptions[] {
  const inspect: MenuItemConstructorOptions[] = packed
    ? []
    : [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [{ role: platform === 'darwin' ? 'close' : 'quit' }] },
    // Undo and redo are absent: the roles act on text fields only, and would take the keys from the document.
    { label: 'Edit', submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...inspect,
      ],
    },
    { role: 'windowMenu' },
  ];
}
