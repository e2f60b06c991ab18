/** Light or dark: the user's choice, or else the system's, followed while the window is open. */
import { useEffect, useSyncExternalStore } from 'react';
import { useWorkbench } from './app-context.ts';

const preference = matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  preference.addEventListener('change', changed);
  return () => preference.removeEventListener('change', changed);
}

export function useDark(): boolean {
  const choice = useWorkbench((state) => state.theme);
  const system = useSyncExternalStore(subscribe, () => preference.matches);
  return choice === 'system' ? system : choice === 'dark';
}

/** Puts the theme where the style sheet looks for it. */
export function useThemeOnPage(): boolean {
  const dark = useDark();
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  return dark;
}
