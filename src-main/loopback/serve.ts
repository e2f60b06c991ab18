/**
 * `node dist/main/serve.js [FILE] [--print-address]`: only the loopback server, until it is interrupted. With
 * `--print-address` the address comes as one line of JSON, for programs that start it.
 */
import { parseArgs } from 'node:util';
import { HostFailure } from '../services/host-failure.ts';
import { openLoopback } from './open-loopback.ts';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'print-address': { type: 'boolean', default: false } },
  });
  const server = await openLoopback(positionals[0] ?? null, () => undefined);
  const address = server.address('many');
  console.log(values['print-address'] ? JSON.stringify({ address }) : `Netwright is at ${address}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.close();
    });
  }
} catch (error) {
  const known = error instanceof HostFailure || error instanceof TypeError;
  console.error(`netwright: ${known ? error.message : 'the server could not start.'}`);
  process.exitCode = 2;
}
