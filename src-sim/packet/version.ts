/** Part of every result: the same document, seed and version give the same bytes. Raised with every change of trajectory. */
export const engineVersion = '0.1.0';
