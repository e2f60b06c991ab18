// Finds a Chromium for the browser tests and says how to start it.
//
// NETWRIGHT_BROWSER names an executable outright and wins. NETWRIGHT_BROWSER_SOURCE (playwright, system or npm)
// allows only that source. The npm one is @sparticuz/chromium, a headless shell made for serverless hosts: it is
// unpacked once and started by path, because the package itself trusts whatever lies in the temporary folder.
// Left out: browsers other than Chromium's family; the npm one exists for Linux on x64 only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

export type BrowserSource = 'playwright' | 'system' | 'npm';

export interface FoundBrowser {
  readonly source: BrowserSource | 'NETWRIGHT_BROWSER';
  readonly executablePath: string;
  /** The whole environment to start it with. */
  readonly env: Record<string, string>;
}

const sources: readonly BrowserSource[] = ['playwright', 'system', 'npm'];
const root = dirname(dirname(import.meta.dirname));
const unpackLimitMs = 300_000;

/** Throws an error naming the remedies when there is no browser. */
export function locateBrowser(order: readonly BrowserSource[] = sources): FoundBrowser {
  const named = process.env['NETWRIGHT_BROWSER'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`NETWRIGHT_BROWSER names ${named}, which does not exist.`);
    return { source: 'NETWRIGHT_BROWSER', executablePath: named, env: environment() };
  }
  const forced = process.env['NETWRIGHT_BROWSER_SOURCE'];
  const allowed = forced === undefined || forced === '' ? order : sources.filter((name) => name === forced);
  for (const source of allowed) {
    const found = locate[source]();
    if (found !== null) return found;
  }
  throw new Error(
    `No browser found (looked at: ${allowed.join(', ') || `unknown source "${forced}"`}). Either install ` +
      'Chromium or Chrome, or run "npx playwright install chromium", or set NETWRIGHT_BROWSER to an executable.',
  );
}

const locate: Record<BrowserSource, () => FoundBrowser | null> = {
  playwright: () => found('playwright', chromium.executablePath()),
  system: () => {
    for (const path of systemPaths()) {
      const browser = found('system', path);
      if (browser !== null) return browser;
    }
    return null;
  },
  npm: () => {
    const folder = unpackedChromium();
    if (folder === null) return null;
    return {
      source: 'npm',
      executablePath: join(folder, 'chromium'),
      env: {
        ...environment(),
        // The shell's own libraries and fonts: a bare system has neither, and others would change screenshots.
        LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
        FONTCONFIG_PATH: join(folder, 'fonts'),
        XDG_CACHE_HOME: join(folder, 'cache'),
        LANG: 'en_US.UTF-8',
      },
    };
  },
};

function found(source: BrowserSource, executablePath: string): FoundBrowser | null {
  return existsSync(executablePath) ? { source, executablePath, env: environment() } : null;
}

function environment(): Record<string, string> {
  const defined = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined);
}

function systemPaths(): string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (process.platform === 'win32') {
    const places = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    const programs = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    return places.flatMap((place) => (place ? programs.map((parts) => join(place, ...parts)) : []));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The folder holding the npm package's Chromium, unpacked on first use; null where it cannot run. */
function unpackedChromium(): string | null {
  const manifest = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return null;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const cache = join(root, 'node_modules', '.cache', 'netwright');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(join(folder, '.complete'))) return folder;

  // Unpack aside and rename: a killed run leaves no half browser, and of two at once the later finds it there.
  const aside = `${folder}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  unpackInto(aside);
  writeFileSync(join(aside, 'fonts', 'fonts.conf'), fontsConf);
  writeFileSync(join(aside, '.complete'), `${version}\n`);
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, '.complete'))) throw error;
  }
  return folder;
}

function unpackInto(folder: string): void {
  const script =
    "import chromium from '@sparticuz/chromium';" +
    'const path = await chromium.executablePath();' +
    "if (path === undefined) throw new Error('the package did not say where it unpacked Chromium');";
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
    timeout: unpackLimitMs,
    // The package unpacks the shared libraries only where it believes to be on that host; only this child does.
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  if (child.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(
      `Unpacking the Chromium of @sparticuz/chromium failed: ${child.stderr || child.error?.message}`,
    );
  }
}

// Relative to the file itself, so that the checkout can be moved.
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
