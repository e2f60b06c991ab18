/**
 * ns-3 as the peer: our own programs of the same workloads, compiled once against the ns-3 that Debian packages (libns3-dev).
 * Where the sources, a compiler or ns-3 are missing there is no peer, and the bench says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkloadChoices } from '../../src-sim/index.ts';
import type { PeerMeasured } from './measured.ts';
import { measuredProcess } from './measured-process.ts';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const sources = join(checkout, 'test', 'bench', 'ns3');
const cache = join(checkout, 'node_modules', '.cache', 'netwright', 'ns3');
const programs = ['udp', 'tcp'] as const;
const libraries = [
  'applications',
  'internet',
  'bridge',
  'traffic-control',
  'point-to-point',
  'network',
  'stats',
  'core',
];

export interface Peer {
  readonly name: string;
  readonly version: string;
  measure(workload: string, choices: WorkloadChoices): PeerMeasured | null;
}

export function ns3Peer(): Peer | null {
  const version = packagedVersion();
  if (version === null || !programs.every(compiled)) return null;
  return { name: 'ns-3', version, measure };
}

/** Version as Debian's package has it. */
function packagedVersion(): string | null {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Version}', 'libns3-dev'], {
    encoding: 'utf8',
  });
  return status === 0 && stdout !== '' ? stdout : null;
}

function compiled(program: (typeof programs)[number]): boolean {
  const source = join(sources, `${program}.cc`);
  const built = join(cache, program);
  if (!existsSync(source)) return false;
  if (existsSync(built) && statSync(built).mtimeMs >= statSync(source).mtimeMs) return true;
  mkdirSync(cache, { recursive: true });
  const aside = `${built}.${process.pid}`;
  const flags = ['-std=c++17', '-O3', '-DNDEBUG', '-o', aside, source];
  const linked = libraries.map((name) => `-lns3-${name}`);
  const { status } = spawnSync('g++', [...flags, ...linked], { stdio: 'inherit' });
  if (status !== 0) return false;
  renameSync(aside, built);
  return true;
}

interface Told {
  readonly runCpu: number;
  readonly hops: number;
  readonly latSum?: number;
  readonly goodputMbps_2s_on?: number;
}

/** The peer's TCP program knows no load and no seed. */
function measure(workload: string, { load, queue, untilNs, seed }: WorkloadChoices): PeerMeasured | null {
  const tcp = workload === 'W2';
  const args = tcp ? ['--tcp=ns3::TcpNewReno'] : [`--w=${workload.toLowerCase()}`];
  if (queue !== undefined) args.push(`--q=${queue}`);
  if (untilNs !== undefined) args.push(`--T=${untilNs / 1e9}`);
  if (!tcp && load !== undefined) args.push(`--load=${load}`);
  if (!tcp && seed !== undefined) args.push(`--run=${seed}`);
  const told = measuredProcess(join(cache, tcp ? 'tcp' : 'udp'), args) as Told | null;
  if (told === null) return null;
  const mbps = told.goodputMbps_2s_on;
  return {
    cpuSeconds: told.runCpu,
    hops: told.hops,
    latencySumNs: told.latSum ?? null,
    goodputBps: mbps === undefined ? null : mbps * 1e6,
  };
}
