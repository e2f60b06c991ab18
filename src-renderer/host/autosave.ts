/**
 * Keeps a copy of unsaved work with the host, some seconds after a change and at once when the window may be about to
 * go. Once saved, the copy is dropped.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Host } from '../../src-main/contract/host.ts';
import { holdWork } from './work-locks.ts';
import type { DocumentState } from '../document/document-store.ts';

export interface Autosave {
  /** A document that came from a recovery goes on under its key. */
  adopt(key: string): void;
  flush(): Promise<void>;
  /** The user does not want what is unsaved. */
  discard(): Promise<void>;
}

const delayMs = 2000;

export function startAutosave(
  document: StoreApi<DocumentState>,
  host: Host,
  onKept: (text: string | null) => void,
): Autosave {
  let key = freshKey();
  let release = holdWork(key);
  let kept: string | null = null;
  let adopted: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const goOnUnder = (next: string): void => {
    release();
    key = next;
    release = holdWork(next);
  };
  const report = (text: string | null): void => {
    kept = text;
    onKept(text);
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const { text, name, file, dirty } = document.getState();
    const forKey = key;
    try {
      if (dirty && text !== kept) {
        await host.keepRecovery(forKey, name, file?.id ?? null, text);
        if (key === forKey) report(text);
      } else if (!dirty && kept !== null) {
        await host.dropRecovery(forKey);
        if (key === forKey) report(null);
      }
    } catch {
      // The host is away or its disk is full: saving will say so; the next change tries again.
    }
  };

  document.subscribe((now, before) => {
    if (now.session !== before.session) {
      // What was left unsaved in the document before stays with the host under its own key.
      goOnUnder(adopted ?? freshKey());
      report(adopted === null ? null : now.text);
      adopted = null;
      clearTimeout(timer);
      timer = undefined;
      return;
    }
    if (now.text === before.text && now.dirty === before.dirty) return;
    if (before.dirty && !now.dirty) void flush();
    else timer ??= setTimeout(() => void flush(), delayMs);
  });
  return {
    adopt: (recovered) => {
      adopted = recovered;
    },
    flush,
    async discard() {
      clearTimeout(timer);
      timer = undefined;
      const dropped = key;
      goOnUnder(freshKey());
      report(null);
      await host.dropRecovery(dropped).catch(() => undefined);
    },
  };
}

function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
