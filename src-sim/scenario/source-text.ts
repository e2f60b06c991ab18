/**
 * What is refused before the text is looked at as YAML: nothing there, not text, or more than a reader should be made
 * to hold. Decoding bytes (UTF-16, for example) is the host's task; this sees characters.
 */

/** A megabyte of scenario is some 30,000 lines; sixteen of them is past what a person or a generator would mean. */
export const sourceLengthMax = 16 * 1024 * 1024;
export const nestingMax = 64;
export const valuesMax = 200_000;

/** Something wrong with the text at an offset, before paths into the document exist. */
export interface SourceFault {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

/** Characters that no text editor writes: C0 controls except tab and line ends, and DEL (YAML 1.2.2, section 5.1). */
// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

export function sourceFault(text: string): SourceFault | null {
  if (text.length > sourceLengthMax) {
    return {
      code: 'read/too-large',
      message: `The text has ${text.length} characters; a scenario may have ${sourceLengthMax} at most.`,
      offset: 0,
    };
  }
  const control = controlCharacter.exec(text);
  if (control !== null) {
    const hex = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return {
      code: 'read/binary',
      message: `This is not a text file: it holds the control character U+${hex}.`,
      offset: control.index,
    };
  }
  if (!/[^\s\uFEFF]/.test(text)) {
    return { code: 'read/empty', message: 'The file is empty.', offset: 0 };
  }
  return null;
}
