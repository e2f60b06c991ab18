/** Paths as problems and results write them (`networks.hub.cidrs[0]`), read back into steps. The inverse of the door's formatPath. */
import { collectionNames, formatPath, type PathStep } from '../../src-sim/index.ts';

const stepPattern = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]]+)/gy;

/** What cannot be read ends the path there: a shorter path still points at something that contains it. */
export function readPath(text: string): PathStep[] {
  const steps: PathStep[] = [];
  stepPattern.lastIndex = 0;
  for (let match = stepPattern.exec(text); match !== null; match = stepPattern.exec(text)) {
    const [, index, quoted, plain] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(JSON.parse(quoted) as string);
    else if (plain !== undefined) steps.push(plain);
  }
  return steps;
}

/** Id of the record a path lies in; null for the file as a whole and for what is not a record. */
export function recordOfPath(path: string): string | null {
  const [collection, id] = readPath(path);
  const isRecord = (collectionNames as readonly unknown[]).includes(collection);
  return isRecord && typeof id === 'string' ? id : null;
}

/** The part of a path inside its record: `cidrs[0]`. */
export function fieldOfPath(path: string): string {
  return formatPath(readPath(path).slice(2));
}
