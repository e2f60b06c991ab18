/**
 * The tool that joins two things, as a state machine: idle → started (first end known) → done. It decides nothing about
 * what may be joined; it says which two ends were meant.
 */
export type LinkTool =
  | { readonly state: 'idle' }
  | { readonly state: 'waiting' }
  | { readonly state: 'started'; readonly from: string };

export interface LinkStep {
  readonly tool: LinkTool;
  readonly join?: { readonly from: string; readonly to: string };
}

export const idle: LinkTool = { state: 'idle' };

/** From the keyboard or the button: what is selected is the first end. */
export function beginLink(selected: string | null): LinkTool {
  return selected === null ? { state: 'waiting' } : { state: 'started', from: selected };
}

/** A tap on an object, or null for the empty canvas, which gives up. */
export function tapWithLink(tool: LinkTool, id: string | null): LinkStep {
  if (tool.state === 'idle' || id === null) return { tool: idle };
  if (tool.state === 'waiting') return { tool: { state: 'started', from: id } };
  if (tool.from === id) return { tool };
  return { tool: idle, join: { from: tool.from, to: id } };
}

export function linkHint(tool: LinkTool, titleOf: (id: string) => string): string | null {
  if (tool.state === 'idle') return null;
  if (tool.state === 'waiting') return 'Choose where the line starts. Esc gives up.';
  return `From ${titleOf(tool.from)} to … choose the other end. Esc gives up.`;
}
