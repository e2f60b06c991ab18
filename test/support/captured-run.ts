// A run that is watched at some ports, or at every one: its result and the captures as they would lie in a folder.
import type { Fabric } from '../../src-sim/fabric/fabric.ts';
import { captureFileNames } from '../../src-sim/packet/capture-file-names.ts';
import { PacketRun, type RunChoices } from '../../src-sim/packet/run-fabric.ts';
import type { RunResult } from '../../src-sim/packet/run-result.ts';

export interface CapturedRun {
  readonly result: RunResult;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export function capturedRun(
  fabric: Fabric,
  choices: Omit<RunChoices, 'captures'> = {},
  ports: readonly number[] = fabric.ports.map((_, port) => port),
): CapturedRun {
  const chunks = new Map<number, Uint8Array[]>();
  const write = (port: number, chunk: Uint8Array): void => {
    chunks.set(port, [...(chunks.get(port) ?? []), chunk]);
  };
  const run = new PacketRun(fabric, { ...choices, captures: { ports, write } });
  while (run.advance(1 << 20));
  const names = captureFileNames(fabric, ports);
  const files = [...chunks].map(([port, parts]) => [names.get(port)!, Buffer.concat(parts)] as const);
  return { result: run.result(), files: Object.fromEntries(files) };
}
