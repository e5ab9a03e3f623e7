import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { programProblem } from './problem.mjs';
import { runTask } from './processes.mjs';

/**
 * @typedef {object} Product
 * @property {string} name as a person says it
 * @property {readonly string[]} inputs files and folders it is made of
 * @property {RegExp} without files among them that do not enter it
 * @property {string} output its folder
 * @property {string} proof a file of it that must be there
 * @property {readonly string[]} command below node_modules/.bin
 * @property {readonly string[]} remains what else an earlier build leaves
 */

/** @type {Product} */
export const SERVER = {
  name: 'The server',
  inputs: [
    'apps/api',
    'apps/worker',
    'apps/cli',
    'apps/composition',
    'libs',
    'config',
    'nest-cli.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'tsconfig.build.json',
    'package-lock.json',
  ],
  without: /\.(spec|int-spec)\.ts$|\/testing\.ts$|\.md$|^config\/.*\.ya?ml$/,
  output: 'dist/server',
  proof: 'dist/server/apps/api/src/main.js',
  command: ['nest', 'build', 'api'],
  remains: ['dist/server.tsbuildinfo'],
};

/** @type {Product} */
export const WEB = {
  name: 'The page',
  inputs: ['apps/web', 'libs/kernel', 'tsconfig.base.json', 'package-lock.json'],
  without: /\.(spec|int-spec|test)\.tsx?$|\.md$/,
  output: 'dist/web',
  proof: 'dist/web/index.html',
  command: ['vite', 'build', '--config', 'apps/web/vite.config.ts'],
  remains: [],
};

/**
 * Builds a product, unless what is there was built from the very same inputs.
 *
 * @param {Product} product
 * @param {object} where
 * @param {string} where.project
 * @param {string} where.logFile
 * @param {import('./run-folder.mjs').RunFolder} where.records
 * @param {AbortSignal} where.signal
 * @param {() => void} where.onBuild called when it has to be built
 * @returns {Promise<'built' | 'unchanged'>}
 */
export async function build(product, { project, logFile, records, signal, onBuild }) {
  const stamp = join(project, `${product.output}.inputs`);
  const inputs = fingerprint(product, project);
  if (existsSync(join(project, product.proof)) && readIfThere(stamp) === inputs) return 'unchanged';
  onBuild();
  // Nothing of an earlier build may stay: a migration that was renamed would run twice.
  for (const path of [`${product.output}.inputs`, product.output, ...product.remains]) {
    rmSync(join(project, path), { recursive: true, force: true });
  }
  mkdirSync(join(project, product.output), { recursive: true });
  const [tool, ...args] = product.command;
  const { code, output } = await runTask({
    command: join(project, 'node_modules', '.bin', /** @type {string} */ (tool)),
    args,
    cwd: project,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    logFile,
    records,
    signal,
  });
  if (code !== 0 || !existsSync(join(project, product.proof))) {
    throw programProblem(`${product.name} could not be built`, output, logFile, project);
  }
  writeFileSync(stamp, inputs);
  return 'built';
}

/**
 * One hash over the names and contents of everything a product is made of.
 *
 * @param {Product} product
 * @param {string} project
 */
function fingerprint(product, project) {
  const hash = createHash('sha256').update(process.version);
  for (const file of product.inputs.flatMap((input) => filesBelow(join(project, input))).sort()) {
    const name = relative(project, file);
    if (product.without.test(name)) continue;
    const content = readFileSync(file);
    hash.update(`\n${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
