/** Switches between light and dark; holding to the system's choice again is the third press. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { useApp, useWorkbench } from './app-context.ts';
import type { ThemeChoice } from './workbench.ts';

const next: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: Monitor, light: Sun, dark: Moon } as const;

export function ThemeSwitch() {
  const { workbench } = useApp();
  const theme = useWorkbench((state) => state.theme);
  const Icon = icons[theme];
  const says = `Theme: ${theme}. Switch to ${next[theme]}`;
  return (
    <button
      type="button"
      className="icon-button theme-switch"
      aria-label={says}
      title={says}
      onClick={() => workbench.setState({ theme: next[theme] })}
    >
      <Icon size={17} aria-hidden />
    </button>
  );
}
