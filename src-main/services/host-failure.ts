/** Something the host could not do, with the sentence its user reads. Everything else that is thrown is a fault of ours. */
import type { HostError } from '../contract/host.ts';

export class HostFailure extends Error {
  readonly code: HostError['code'];

  constructor(code: HostError['code'], message: string) {
    super(message);
    this.name = 'HostFailure';
    this.code = code;
  }
}

/** The operating system's refusal, as a sentence about the file `name`. */
export function fileFailure(error: unknown, name: string): HostFailure {
  if (error instanceof HostFailure) return error;
  const system = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (system) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new HostFailure('file/missing', `There is no file ${name}.`);
    case 'EISDIR':
      return new HostFailure('file/not-a-file', `${name} is a folder, not a file.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new HostFailure('file/no-permission', `You have no permission for ${name}.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new HostFailure('file/disk-full', `The disk is full; ${name} was left as it was.`);
    case 'ENAMETOOLONG':
      return new HostFailure('host/failed', `The name ${name.slice(0, 40)}… is too long for this disk.`);
    case 'ELOOP':
      return new HostFailure('file/not-a-file', `${name} is a link that leads to itself.`);
    default:
      return new HostFailure('host/failed', `${name} could not be used (${system || 'unexpected fault'}).`);
  }
}
