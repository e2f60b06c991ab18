/**
 * What the Electron window is allowed, as data and pure functions, so that it can be tested without Electron. The
 * window has no Node, runs in the sandbox, shows our own files only, opens nothing, and gets no permission.
 */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://netwright`;

/** `standard` and `secure` give the scheme an origin, workers and fetch; nothing lets it around the policy. */
export const schemePrivileges = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  bypassCSP: false,
  allowServiceWorkers: false,
  corsEnabled: false,
  stream: false,
} as const;

export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const;

/** True for the window's own page only; its frames, workers and everything else are not senders. */
export function isOwnPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === appOrigin;
  } catch {
    return false;
  }
}

export interface Sender {
  readonly url: string;
  /** Null for the top frame. */
  readonly parent: unknown;
}

/** Calls are answered to the top frame of our own page. */
export function mayCall(sender: Sender | null): boolean {
  return sender !== null && sender.parent === null && isOwnPage(sender.url);
}

/** Reloading our own page is the only navigation there is. */
export const mayNavigate = (url: string): boolean => isOwnPage(url);

/** Copying text is the one thing the window needs a permission for. */
export const mayUse = (permission: string, url: string): boolean =>
  permission === 'clipboard-sanitized-write' && isOwnPage(url);

/** Requests that leave the machine's own files are cancelled, whatever asked for them. */
export function mayRequest(url: string): boolean {
  return (
    isOwnPage(url) ||
    url.startsWith('data:image/') ||
    url.startsWith(`blob:${appOrigin}/`) ||
    url.startsWith('devtools:')
  );
}
