// Blanks out what is not code, so that simple patterns can be searched in a source file without being misled by
// comments, strings and regular expressions. TypeScript 7 has no parser to call, hence this scanner.
// Left out: text between JSX tags is scanned as code. A lone quote there blanks at most the rest of its line.

// A slash after one of these starts a regular expression, otherwise it divides.
const beforeRegExp =
  /(?:^|[(,=:[!&|?;~^%*+\-{]|=>|\b(?:return|typeof|case|in|of|do|else|void|delete|throw))\s*$/;

/** The same text, same length and lines, with comments and the insides of literals replaced by spaces. */
export function codeOnly(text: string): string {
  const out: string[] = [];
  // For each open `${`, how many braces are open inside it.
  const substitutions: number[] = [];
  let at = 0;

  const keep = (count: number) => {
    out.push(text.slice(at, at + count));
    at += count;
  };
  const blank = (count: number) => {
    out.push(text.slice(at, at + count).replace(/[^\n]/g, ' '));
    at += count;
  };
  const templateText = () => {
    while (at < text.length) {
      if (text[at] === '\\') blank(2);
      else if (text[at] === '`') return keep(1);
      else if (text.startsWith('${', at)) {
        keep(2);
        substitutions.push(0);
        return;
      } else blank(1);
    }
  };

  while (at < text.length) {
    const char = text[at];
    if (text.startsWith('//', at)) blank(lengthTo(text, at, '\n', 0));
    else if (text.startsWith('/*', at)) blank(lengthTo(text, at + 2, '*/', 2) + 2);
    else if (char === "'" || char === '"') {
      const length = quotedLength(text, at);
      keep(1);
      if (length > 1) {
        blank(length - 2);
        keep(1);
      }
    } else if (char === '`') {
      keep(1);
      templateText();
    } else if (char === '/' && beforeRegExp.test(out.slice(-40).join(''))) {
      blank(regExpLength(text, at));
    } else if (char === '{' && substitutions.length > 0) {
      substitutions[substitutions.length - 1] += 1;
      keep(1);
    } else if (char === '}' && substitutions.at(-1) === 0) {
      substitutions.pop();
      keep(1);
      templateText();
    } else {
      if (char === '}' && substitutions.length > 0) substitutions[substitutions.length - 1] -= 1;
      keep(1);
    }
  }
  return out.join('');
}

function lengthTo(text: string, from: number, end: string, endLength: number): number {
  const found = text.indexOf(end, from);
  return (found === -1 ? text.length : found + endLength) - from;
}

/** Length of the string literal at `from` with both quotes; it ends at the line's end at the latest. */
function quotedLength(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[from]) return at + 1 - from;
    else if (text[at] === '\n') return at - from;
  }
  return text.length - from;
}

function regExpLength(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '\n') return at - from;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1 - from;
  }
  return text.length - from;
}
