/**
 * What a verb may print. Text from documents reaches a terminal only without control characters, which could move the
 * cursor or change its title; JSON escapes them itself.
 */
export interface Terminal {
  /** Human text on stdout. */
  print(text: string): void;
  /** The one JSON document. */
  json(value: unknown): void;
  /** A finished file, byte for byte. */
  raw(text: string): void;
  /** Messages and progress, on stderr. */
  tell(text: string): void;
  /** Overwrites itself; only where somebody watches. */
  progress(text: string): void;
  /** Takes the last progress line away. */
  endProgress(): void;
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export const printable = (text: string): string => text.replace(controls, '\u{fffd}');

export function createTerminal(out: Stream, err: Stream): Terminal {
  const clearLine = '\r\u001b[K';
  let watched = false;
  return {
    print: (text) => out.write(`${printable(text)}\n`),
    json: (value) => out.write(`${JSON.stringify(value, null, 2)}\n`),
    raw: (text) => out.write(text),
    tell: (text) => err.write(`${printable(text)}\n`),
    progress(text) {
      if (err.isTTY !== true) return;
      watched = true;
      err.write(clearLine + printable(text));
    },
    endProgress() {
      if (watched) err.write(clearLine);
      watched = false;
    },
  };
}
