/** The host did not do as asked, with a sentence for the user. */
import type { HostError } from '../../src-main/contract/host.ts';

export class HostRefusal extends Error {
  readonly code: HostError['code'];

  constructor(error: HostError) {
    super(error.message);
    this.name = 'HostRefusal';
    this.code = error.code;
  }
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
