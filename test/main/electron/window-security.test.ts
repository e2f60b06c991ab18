import { describe, expect, it } from 'vitest';
import {
  mayCall,
  mayNavigate,
  mayRequest,
  mayUse,
  schemePrivileges,
  webPreferences,
} from '../../../src-main/electron/window-security.ts';

const ownPages = ['app://netwright/', 'app://netwright/index.html', 'app://netwright/assets/app.js?x#y'];
const foreignPages = [
  'https://example.com/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://other/',
  'app://netwright.evil/',
  'app://netwright:81/',
  'app://evil@other/',
  'about:blank',
  'javascript:alert(1)',
  'data:text/html,<script>',
  'not an address',
  '',
];

describe('the Electron window', () => {
  it('has the sandbox on and no way to Node', () => {
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
    expect(schemePrivileges.bypassCSP).toBe(false);
  });

  it.each(ownPages)('stays on %s', (url) => {
    expect(mayNavigate(url)).toBe(true);
    expect(mayRequest(url)).toBe(true);
    expect(mayCall({ url, parent: null })).toBe(true);
  });

  it.each(foreignPages)('goes nowhere near %j', (url) => {
    expect(mayNavigate(url)).toBe(false);
    expect(mayRequest(url)).toBe(false);
    expect(mayCall({ url, parent: null })).toBe(false);
  });

  it('answers no frame within a page, and no sender that is gone', () => {
    expect(mayCall({ url: 'app://netwright/', parent: {} })).toBe(false);
    expect(mayCall(null)).toBe(false);
  });

  it('loads pictures the page makes itself', () => {
    expect(mayRequest('data:image/svg+xml,<svg/>')).toBe(true);
    expect(mayRequest('blob:app://netwright/1234')).toBe(true);
    expect(mayRequest('blob:https://example.com/1234')).toBe(false);
  });

  it('gets no permission but copying text', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://netwright/')).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
    for (const wish of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'fileSystem',
    ]) {
      expect(mayUse(wish, 'app://netwright/')).toBe(false);
    }
  });
});
