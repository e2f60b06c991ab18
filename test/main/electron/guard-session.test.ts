import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { guardAllPages, guardSession } from '../../../src-main/electron/guard-session.ts';

type Handler = (...args: unknown[]) => unknown;

/** Records what is set on it under the name of the setter or the event. */
function recorder() {
  const handlers = new Map<string, Handler>();
  const object = new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === 'webRequest') return object;
        return (...args: unknown[]) => {
          const handler = args.at(-1) as Handler;
          handlers.set(name === 'on' ? String(args[0]) : String(name), handler);
        };
      },
    },
  );
  return { object, handlers };
}

const prevented = (handler: Handler | undefined, details: Record<string, unknown>): boolean => {
  let stopped = false;
  handler?.({ ...details, preventDefault: () => (stopped = true) }, details['item']);
  return stopped;
};

function cancelled(handlers: ReadonlyMap<string, Handler>, url: string): unknown {
  let answer: unknown = null;
  handlers.get('onBeforeRequest')!({ url }, (given: unknown) => (answer = given));
  return answer;
}

describe('the session of the window', () => {
  const { object, handlers } = recorder();
  guardSession(object as unknown as Session);

  it('cancels every request that leaves the application', () => {
    expect(cancelled(handlers, 'https://example.com/pixel.png')).toEqual({ cancel: true });
    expect(cancelled(handlers, 'app://netwright/index.html')).toEqual({ cancel: false });
  });

  it('denies permissions and devices', () => {
    let granted: unknown = null;
    handlers.get('setPermissionRequestHandler')!(
      { getURL: () => 'app://netwright/' },
      'media',
      (given: unknown) => {
        granted = given;
      },
    );
    expect(granted).toBe(false);
    expect(handlers.get('setPermissionCheckHandler')!(null, 'geolocation', 'app://netwright/')).toBe(false);
    expect(handlers.get('setDevicePermissionHandler')!({})).toBe(false);
  });

  it('downloads nothing from elsewhere', () => {
    const item = { getURL: () => 'https://example.com/file.exe' };
    expect(prevented(handlers.get('will-download'), { item })).toBe(true);
  });
});

describe('every page', () => {
  const app = recorder();
  guardAllPages(app.object as unknown as App);
  const page = recorder();
  app.handlers.get('web-contents-created')!({}, page.object);

  it('opens no windows and holds no webview', () => {
    expect(page.handlers.get('setWindowOpenHandler')!({ url: 'app://netwright/' })).toEqual({
      action: 'deny',
    });
    expect(prevented(page.handlers.get('will-attach-webview'), {})).toBe(true);
  });

  it('navigates nowhere, by link, frame or redirect', () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const handler = page.handlers.get(event);
      expect(prevented(handler, { url: 'https://example.com/', isMainFrame: true }), event).toBe(true);
      expect(prevented(handler, { url: 'app://netwright/', isMainFrame: true }), event).toBe(false);
    }
    const frames = page.handlers.get('will-frame-navigate');
    expect(prevented(frames, { url: 'app://netwright/', isMainFrame: false })).toBe(true);
  });
});
