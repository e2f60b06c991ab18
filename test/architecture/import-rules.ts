// Judges imports by the tables in rooms.ts and words each violation as a sentence.
import type { Import } from './imports-of.ts';
import {
  bundlerFiles,
  engineDoor,
  engineRooms,
  mainPackages,
  rendererPackages,
  rendererRoomsWithoutReact,
  type Room,
} from './rooms.ts';

/** One sentence per forbidden import; `exists` tells whether a path is a file of the repository. */
export function importViolations(imports: readonly Import[], exists: (path: string) => boolean): string[] {
  return imports
    .filter(({ from }) => !bundlerFiles.includes(from))
    .flatMap((each) => {
      const reason = each.relative && !exists(each.target) ? 'there is no such file' : reasonAgainst(each);
      return reason === null ? [] : [`${each.from} imports ${each.target}: ${reason}`];
    });
}

function reasonAgainst(each: Import): string | null {
  const side = each.from.split('/')[0];
  if (side === 'src-sim') return each.relative ? engineReason(each) : enginePackageReason(each);
  if (side === 'src-main') return each.relative ? mainReason(each) : mainPackageReason(each);
  return each.relative ? rendererReason(each) : rendererPackageReason(each);
}

function engineReason({ from, target, typeOnly }: Import): string | null {
  if (!target.startsWith('src-sim/')) return 'the engine imports nothing outside src-sim';
  if (target === engineDoor) return 'the door is for code outside the engine';
  const room = roomOf(from);
  const other = roomOf(target);
  if (room === null) return `src-sim has no room for ${from}`;
  if (other === null) return `src-sim has no room for ${target}`;
  if (room.path === other.path || covers(room.rule.imports, other.path)) return null;
  if (!covers(room.rule.types ?? [], other.path)) return `${room.path} may not import ${other.path}`;
  return typeOnly ? null : `${room.path} may import only types of ${other.path}`;
}

function enginePackageReason({ from, target }: Import): string | null {
  const room = roomOf(from);
  if (room === null) return `src-sim has no room for ${from}`;
  return room.rule.packages.includes(target) ? null : `${room.path} may not use the package ${target}`;
}

function mainReason({ target }: Import): string | null {
  if (target === engineDoor || target.startsWith('src-main/')) return null;
  return `src-main may import itself and ${engineDoor} only`;
}

function mainPackageReason({ from, target }: Import): string | null {
  if (target.startsWith('node:') || mainPackages.includes(target)) return null;
  if (target !== 'electron') return `src-main may not use the package ${target}`;
  return from.startsWith('src-main/electron/') ? null : 'electron may be named in src-main/electron only';
}

function rendererReason({ target }: Import): string | null {
  const allowed = [engineDoor, 'src-renderer/', 'src-main/contract/'];
  if (allowed.some((start) => target.startsWith(start)) || /^scenarios\/.*\.yaml$/.test(target)) return null;
  return `src-renderer may import itself, src-main/contract, scenarios and ${engineDoor} only`;
}

function rendererPackageReason({ from, target }: Import): string | null {
  if (!rendererPackages.includes(target)) return `src-renderer may not use the package ${target}`;
  const pure = rendererRoomsWithoutReact.find((room) => from.startsWith(`src-renderer/${room}/`));
  const isReact = target.startsWith('react') || target === 'lucide-react';
  return pure !== undefined && isReact ? `${pure} must run without React` : null;
}

/** The room a file of src-sim is in: the longest name in the table that leads its path. */
function roomOf(file: string): { path: string; rule: Room } | null {
  const below = file.slice('src-sim/'.length);
  const folders = below.split('/').slice(0, -1);
  for (let depth = folders.length; depth > 0; depth -= 1) {
    const path = folders.slice(0, depth).join('/');
    const anyOf = `${folders.slice(0, depth - 1).join('/')}/*`;
    const rule =
      engineRooms.find(({ name }) => name === path) ?? engineRooms.find(({ name }) => name === anyOf);
    if (rule !== undefined) return { path, rule };
  }
  const rule = engineRooms.find(({ name }) => name === below);
  return rule === undefined ? null : { path: below, rule };
}

/** Whether the list names the room, itself or as one of the rooms inside another. */
function covers(list: readonly string[], path: string): boolean {
  return list.includes(path) || list.includes(`${path.split('/').slice(0, -1).join('/')}/*`);
}
