/** Whether two plain values say the same; the order of keys does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const [inA, inB] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  return keys.every((key) => Object.hasOwn(inB, key) && sameValue(inA[key], inB[key]));
}
