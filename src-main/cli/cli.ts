/** Entry of `netwright`. */
import { commandLine } from './command-line.ts';
import { exitCode } from './exit-code.ts';
import { createTerminal } from './terminal.ts';

// `netwright reach FILE | head`: the reader has enough, which is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode.good : exitCode.unusable);
});
process.on('uncaughtException', () => {
  process.stderr.write('netwright: An unexpected fault ended the command. Please report it.\n');
  process.exit(exitCode.unusable);
});

process.exitCode = await commandLine(process.argv.slice(2), createTerminal(process.stdout, process.stderr));
