/** The window without Electron: served on loopback and shown by whatever browser there is. */
import { spawn } from 'node:child_process';
import type { LoopbackServer } from '../loopback/loopback-server.ts';
import { openLoopback } from '../loopback/open-loopback.ts';
import { findBrowser, hasDisplay, here, openBrowserWindow } from './browser-window.ts';

type Say = (sentence: string) => void;

/** `obstacle` is why it is not Electron. Resolves when the last window is closed, or at Ctrl-C. */
export async function runServedWindow(file: string | null, obstacle: string, say: Say): Promise<void> {
  let closed = nothing;
  const allClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await openLoopback(file, closed);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, closed);
  const close = show(server, obstacle, say, closed);
  await allClosed;
  close();
  await server.close();
}

const nothing = (): void => undefined;

/** Returns what takes the window away again. */
function show(server: LoopbackServer, obstacle: string, say: Say, closed: () => void): () => void {
  const surroundings = here();
  const why = `no Electron: ${obstacle}`;
  const printAddress = (reason: string): void => {
    say(`${why}; ${reason}.`);
    say(`open ${server.address('many')} in a browser on this machine. Ctrl-C ends it.`);
  };
  if (!hasDisplay(surroundings)) {
    printAddress('the window is served instead');
    return nothing;
  }
  const browser = findBrowser(surroundings);
  if (browser !== null) {
    say(`opening in a browser window (${browser}); ${why}.`);
    return showInBrowser(browser, server, printAddress, closed);
  }
  const opener = { darwin: 'open', linux: 'xdg-open' }[process.platform as string];
  if (opener === undefined) {
    printAddress('no known browser was found');
    return nothing;
  }
  say(`opening in your usual browser; ${why}.`);
  spawn(opener, [server.address('one')], { stdio: 'ignore' })
    .once('error', () => printAddress('no browser was found'))
    .once('exit', (code) => {
      if (code !== 0) printAddress('no browser was found');
    });
  return nothing;
}

function showInBrowser(
  browser: string,
  server: LoopbackServer,
  printAddress: (reason: string) => void,
  closed: () => void,
): () => void {
  const window = openBrowserWindow(browser, server.address('one'), here());
  let wanted = true;
  void window.ended.then((code) => {
    if (!wanted) return;
    // A browser that fails at once leaves the user without a window, but not without the program.
    if (code === 0) closed();
    else printAddress(`${browser} ended with code ${code}`);
  });
  return () => {
    wanted = false;
    window.close();
  };
}
