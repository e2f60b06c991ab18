import { describe, expect, it } from 'vitest';
import { userFolders } from '../../../src-main/services/user-folders.ts';

describe('the folders of a user', () => {
  it('follow the habits of each system', () => {
    expect(userFolders({}, 'linux', '/home/ada').recovery).toBe('/home/ada/.local/share/netwright/recovery');
    expect(userFolders({ XDG_DATA_HOME: '/data' }, 'linux', '/home/ada').recovery).toBe(
      '/data/netwright/recovery',
    );
    expect(userFolders({}, 'darwin', '/Users/ada').recovery).toBe(
      '/Users/ada/Library/Application Support/Netwright/recovery',
    );
    expect(userFolders({ APPDATA: '/appdata' }, 'win32', '/home').recovery).toBe(
      '/appdata/Netwright/recovery',
    );
    expect(userFolders({}, 'linux', '/home/ada').workspace).toBe('/home/ada/Netwright');
  });

  it('are all inside NETWRIGHT_HOME when it is set', () => {
    expect(userFolders({ NETWRIGHT_HOME: '/stick', XDG_DATA_HOME: '/data' }, 'linux', '/home/ada')).toEqual({
      workspace: '/stick/workspace',
      recovery: '/stick/recovery',
    });
  });
});
