const SHOWN_CHARACTERS = 40;

/** What a person wrote, fit for a one-line message: quoted, control characters escaped, long text cut. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}
