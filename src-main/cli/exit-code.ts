/** Exit codes: a public interface. */
export const exitCode = {
  good: 0,
  /** The document has errors, or would be changed by `fmt --check`. */
  problems: 1,
  /** The file cannot be read, or the command line cannot be understood. */
  unusable: 2,
  /** Not in this version. */
  notAvailable: 3,
} as const;
