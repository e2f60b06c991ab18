/**
 * Which unsaved work an open window has: each holds a lock of the browser's for its own, which ends with the window
 * however it ends. So no window offers to recover what another one has on screen.
 */
const prefix = 'netwright-work-';

/** Returns what gives the lock back. */
export function holdWork(key: string): () => void {
  const end = new AbortController();
  const held = new Promise<void>((resolve) => {
    end.signal.addEventListener('abort', () => resolve());
  });
  void navigator.locks.request(`${prefix}${key}`, () => held);
  return () => end.abort();
}

export async function workOnScreen(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => name ?? []).filter((name) => name.startsWith(prefix));
  return new Set(names.map((name) => name.slice(prefix.length)));
}
