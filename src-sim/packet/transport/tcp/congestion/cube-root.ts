/**
 * Whole part of the cube root by Newton's iterations on whole numbers, as Linux's cubic_root does with a table for the first
 * guess; exact for whole numbers below 2^53, and the same in every engine, which Math.cbrt need not be.
 */
export function cubeRoot(value: number): number {
  if (value < 1) return 0;
  let root = 1;
  while (root * root * root < value) root *= 2;
  for (;;) {
    const better = Math.floor((2 * root + Math.floor(value / (root * root))) / 3);
    if (better >= root) return root;
    root = better;
  }
}
