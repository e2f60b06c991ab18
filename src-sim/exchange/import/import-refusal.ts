/** A file that cannot be imported: what is wrong, and where in which file. */
export class ImportRefusal extends Error {
  readonly file: string;
  /** 1-based; 0: the file as a whole. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, file: string, line = 0, column = 0) {
    super(message);
    this.name = 'ImportRefusal';
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
