// Wireshark's dissector on the command line, where it is installed: an opinion on our captures that is not ours.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(args: readonly string[]): string {
  return execFileSync('tshark', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  });
}

export const tsharkIsHere: boolean = (() => {
  try {
    return run(['--version']).startsWith('TShark');
  } catch {
    return false;
  }
})();

/** Everything that is off by default: checksums of every layer, check sequences. */
const checks = ['ip.check_checksum', 'tcp.check_checksum', 'udp.check_checksum', 'eth.check_fcs'];

/** Runs tshark on a capture given as chunks. Two passes, so that fragments and streams are known from the first frame on. */
export function tshark(chunks: Iterable<Uint8Array>, args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  try {
    const file = join(folder, 'capture.pcapng');
    writeFileSync(file, Buffer.concat([...chunks]));
    return run(['-n', '-r', file, '-2', ...checks.flatMap((name) => ['-o', `${name}:TRUE`]), ...args]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Row<F extends string> = Readonly<Record<F, readonly string[]>>;

/** One row a frame, one list of values a field (a field may be there on several layers). */
export function tsharkFields<F extends string>(
  chunks: Iterable<Uint8Array>,
  fields: readonly F[],
  more: readonly string[] = [],
): readonly Row<F>[] {
  const lines = tshark(chunks, [
    ...more,
    '-T',
    'fields',
    ...fields.flatMap((field) => ['-e', field]),
    '-E',
    'aggregator=;',
  ])
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const columns = line.split('\t').map((column) => column.split(';').filter((value) => value !== ''));
    return Object.fromEntries(fields.map((field, index) => [field, columns[index]])) as unknown as Row<F>;
  });
}
