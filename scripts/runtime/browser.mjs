import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder, debianRelease, unpacked } from './debian.mjs';
import { Problem, knownCause } from './problem.mjs';
import { answerOf, runTask } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = ['chromium', 'fonts-noto-cjk'];
const NEEDED = 'The browser tests need Chromium and a Chinese font';
const WAYS_OUT = 'install chromium and fonts-noto-cjk, or set TIDU_CHROMIUM to the path of a Chromium';
const UNPACKED_MB = 1500;

/**
 * @typedef {object} Finding
 * @property {string} project
 * @property {string} logFile
 * @property {AbortSignal} signal
 * @property {import('./run-folder.mjs').RunFolder} records
 * @property {(how: string) => void} report
 */

/**
 * The path of a Chromium that can show Chinese: the one of the machine, else Debian's packages, installed as root and
 * unpacked for an ordinary user.
 *
 * @param {Finding} how
 * @returns {Promise<string>}
 */
export async function findBrowser(how) {
  const given = process.env.TIDU_CHROMIUM;
  if (given) {
    if (!answerOf(given, ['--version']))
      throw new Problem(`TIDU_CHROMIUM names ${given}, which does not run; mend it or leave it out.`);
    return given;
  }
  const here = onPath();
  if (here && hasChineseFont()) {
    how.report(here);
    return here;
  }
  if (process.getuid?.() === 0 && debianRelease()) {
    await installPackages(how);
    const installed = onPath();
    if (installed) return installed;
  }
  return wrapped(how, here);
}

/** @returns {string | undefined} a Chromium of this machine that runs (Ubuntu's is an empty shell without snap) */
function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    (path) => existsSync(path) && answerOf(path, ['--version'])?.includes('Chrom'),
  );
}

function hasChineseFont() {
  return (answerOf('fc-list', [':lang=zh', 'file'])?.trim() ?? '') !== '';
}

/** @param {Finding} how */
async function installPackages({ project, logFile, signal, records, report }) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const run = (/** @type {string[]} */ args) =>
    runTask({ command: 'apt-get', args, cwd: project, env, logFile, records, signal });
  report('reading the package lists');
  await run(['update']);
  report('installing chromium and fonts-noto-cjk');
  const { code, output } = await run([
    'install',
    '-y',
    '--no-install-recommends',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...PACKAGES,
  ]);
  if (code === 0) return;
  const cause = {
    'disk-full': 'the disk is full',
    'no-network': 'the package server could not be reached',
    'no-memory': 'the machine ran out of memory',
  };
  const known = knownCause(output);
  throw new Problem(
    `${NEEDED}, and apt could not install them (${known ? cause[known] : `see ${logFile}`}): ${WAYS_OUT}.`,
  );
}

/**
 * A Chromium in unpacked packages, or the machine's own with an unpacked font: a small script that says where the
 * libraries and fonts lie.
 *
 * @param {Finding} how
 * @param {string | undefined} here
 */
async function wrapped(how, here) {
  const set = here ? { name: 'fonts', packages: ['fonts-noto-cjk'] } : { name: 'chromium', packages: PACKAGES };
  const program = (/** @type {string} */ root) => here ?? join(root, 'usr/lib/chromium/chromium');
  const { root, env } = await unpacked({
    ...how,
    ...set,
    megabytes: UNPACKED_MB,
    needed: NEEDED,
    waysOut: WAYS_OUT,
    runs: (found) => here !== undefined || showsPage(program(found.root), found.env),
  });
  const folder = join(cacheFolder(how.project), 'browser', set.name);
  mkdirSync(folder, { recursive: true });
  const fonts = join(folder, 'fonts.conf');
  writeFileSync(
    fonts,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${join(root, 'usr/share/fonts')}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`,
  );
  const script = join(folder, 'chromium');
  const libraries = here ? '' : `export LD_LIBRARY_PATH=${quoted(env.LD_LIBRARY_PATH ?? '')}\n`;
  writeFileSync(
    script,
    `#!/bin/sh\nexport FONTCONFIG_FILE=${quoted(fonts)}\n${libraries}exec ${quoted(program(root))} "$@"\n`,
    { mode: 0o755 },
  );
  if (!existsSync(join(root, 'usr/share/fonts')))
    throw new Problem(`${NEEDED}, and the font was not in its package: ${WAYS_OUT}.`);
  how.report(here ? `${here} with an unpacked font` : 'unpacked packages of this system');
  return script;
}

/**
 * Whether a Chromium comes as far as a page: a version alone it tells without half of its files.
 *
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
function showsPage(program, env) {
  const words = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--dump-dom'];
  return answerOf(program, [...words, 'about:blank'], { env })?.includes('<html>') ?? false;
}

/** @param {string} word for a shell */
function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
