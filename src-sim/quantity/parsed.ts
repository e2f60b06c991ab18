/** The outcome of reading one value a person wrote: the value, or a sentence that says what to write instead. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const unreadable = (message: string): Parsed<never> => ({ ok: false, message });
