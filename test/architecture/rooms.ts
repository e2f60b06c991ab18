// Who may import whom, as data. docs/architecture.md shows the same table to people; a test compares the two.
// `x/*` stands for every room directly inside x; `x` alone for the files that lie in x but in no listed room of it.

export interface Room {
  readonly name: string;
  readonly imports: readonly string[];
  /** Rooms whose types may be named, but whose code may not be run. */
  readonly types?: readonly string[];
  readonly packages: readonly string[];
}

const anyEngineRoom = [
  'quantity',
  'facts',
  'scenario',
  'fabric',
  'routing',
  'clouds',
  'clouds/*',
  'trace',
  'packet',
  'packet/*',
  'fluid',
  'check',
  'plan',
  'exchange',
  'report',
];

/** Paths are below src-sim. A room may always import itself. */
export const engineRooms: readonly Room[] = [
  { name: 'quantity', imports: [], packages: ['ipaddr.js'] },
  { name: 'facts', imports: ['quantity'], packages: [] },
  { name: 'scenario', imports: ['quantity', 'facts'], packages: ['yaml', 'zod'] },
  { name: 'fabric', imports: ['quantity'], packages: [] },
  { name: 'routing', imports: ['quantity', 'fabric'], packages: [] },
  {
    name: 'clouds',
    imports: ['quantity', 'facts', 'scenario', 'fabric', 'routing', 'clouds/*'],
    packages: [],
  },
  {
    name: 'clouds/*',
    imports: ['quantity', 'facts', 'scenario', 'fabric', 'routing', 'clouds'],
    packages: [],
  },
  { name: 'trace', imports: ['quantity', 'fabric'], packages: [] },
  { name: 'packet/kernel', imports: [], packages: [] },
  { name: 'packet/wire', imports: ['quantity'], packages: [] },
  { name: 'packet/link', imports: ['packet/kernel'], packages: [] },
  { name: 'packet/forward', imports: ['packet/kernel', 'packet/wire', 'packet/link'], packages: [] },
  { name: 'packet/transport', imports: ['packet/wire'], packages: [] },
  {
    name: 'packet/traffic',
    imports: ['quantity', 'packet/kernel', 'packet/wire', 'packet/transport'],
    packages: [],
  },
  { name: 'packet/measure', imports: ['quantity', 'packet/kernel', 'packet/link'], packages: [] },
  { name: 'packet/capture', imports: ['quantity', 'packet/kernel', 'packet/wire'], packages: [] },
  { name: 'packet', imports: ['quantity', 'fabric', 'routing', 'packet/*'], packages: [] },
  { name: 'fluid', imports: [], packages: [] },
  { name: 'check', imports: ['quantity', 'facts', 'scenario', 'fabric', 'trace'], packages: [] },
  { name: 'plan', imports: ['quantity', 'facts', 'fabric', 'trace', 'fluid'], packages: [] },
  { name: 'exchange', imports: ['quantity', 'facts', 'scenario'], packages: [] },
  { name: 'templates', imports: ['quantity', 'facts', 'scenario'], packages: [] },
  {
    name: 'report',
    imports: ['quantity'],
    types: ['facts', 'scenario', 'fabric', 'check', 'trace', 'packet', 'fluid', 'plan', 'templates'],
    packages: ['zod'],
  },
  { name: 'session', imports: anyEngineRoom, packages: [] },
  { name: 'index.ts', imports: [...anyEngineRoom, 'session', 'templates'], packages: [] },
];

/** Outside code sees the engine through this file only, types included. */
export const engineDoor = 'src-sim/index.ts';

/** Packages of the window. Rooms named here may not use React: they must run without a screen. */
export const rendererPackages = [
  'react',
  'react-dom',
  'react-aria-components',
  'cytoscape',
  'd3',
  'lucide-react',
  'zustand',
];
export const rendererRoomsWithoutReact = ['document', 'canvas/geometry', 'canvas/layout'];

/** Packages of the main side; `electron` only inside src-main/electron. */
export const mainPackages = ['zod'];

/** Files that only a bundler reads; they configure it and belong to no room. */
export const bundlerFiles = ['src-renderer/vite.config.ts'];

/** Imports that are let through although a rule forbids them. It stays empty. */
export const exemptions: readonly string[] = [];
