/**
 * Where things of one user live. `NETWRIGHT_HOME` moves all of them into one folder, for tests and for people who
 * carry their work on a stick. Nothing is created here; folders come to be when something is first written.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface UserFolders {
  /** The user's own scenarios, where a person finds them. */
  readonly workspace: string;
  /** Unsaved work. */
  readonly recovery: string;
}

export function userFolders(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): UserFolders {
  const moved = env['NETWRIGHT_HOME'];
  if (moved) return { workspace: join(moved, 'workspace'), recovery: join(moved, 'recovery') };
  return {
    workspace: join(home, 'Netwright'),
    recovery: join(dataFolder(env, platform, home), 'recovery'),
  };
}

function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Netwright');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Netwright');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'netwright');
}
