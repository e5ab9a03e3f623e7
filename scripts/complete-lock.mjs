// `node scripts/complete-lock.mjs [--check]`: names in package-lock.json the optional packages of every system.
//
// npm leaves out those that it could not see when the lock was made (npm/cli issue 4828; registries that mirror one
// system only do the same), and `npm ci` of npm 11 then refuses the whole lock. What is added has no integrity:
// the next `npm install` that can see the package writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './runtime/project.mjs';

const file = join(PROJECT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingOptionals(lock.packages);

if (process.argv.includes('--check')) {
  if (missing.size > 0) {
    console.error(
      `package-lock.json leaves out ${[...missing.keys()].join(', ')}; run: node scripts/complete-lock.mjs`,
    );
    process.exitCode = 1;
  }
} else {
  for (const [place, entry] of missing) lock.packages[place] = entry;
  const places = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(places.map((place) => [place, lock.packages[place]]));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.size} packages added to package-lock.json`);
}

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {Record<string, string>} [engines]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * The optional packages that an entry names by an exact version and that no entry stands for.
 *
 * @param {Record<string, Entry>} packages
 * @returns {Map<string, object>}
 */
function missingOptionals(packages) {
  const missing = new Map();
  for (const [place, { optionalDependencies = {}, dev, engines }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!/^\d/.test(version) || isResolved(packages, place, name)) continue;
      missing.set(`node_modules/${name}`, npmOrder({ version, ...platformOf(name), dev, optional: true, engines }));
    }
  }
  return missing;
}

/** Whether Node's way of looking upward finds the package. @param {Record<string, Entry>} packages @param {string} place @param {string} name */
function isResolved(packages, place, name) {
  for (let base = place; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${base && `${base}/`}node_modules/${name}`]) return true;
    if (base === '') return false;
  }
}

/** An entry as npm writes it, so that its next installation changes nothing. @param {Record<string, unknown>} entry */
function npmOrder(entry) {
  const order = ['version', 'cpu', 'dev', 'libc', 'optional', 'os', 'engines'];
  return Object.fromEntries(order.filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]));
}

/** The system a package is for, as its name tells: `@swc/core-linux-ppc64-gnu`. @param {string} name */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.find((word) => /^(darwin|linux|win32|android|freebsd|openharmony|aix|sunos)$/.test(word));
  const cpu = words.find((word) => /^(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64|wasm32)$/.test(word));
  const libc = /musl/.test(name) ? 'musl' : /gnu/.test(name) && os === 'linux' ? 'glibc' : undefined;
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) };
}
