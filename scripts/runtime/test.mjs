import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { CLI } from './command-line.mjs';
import { secretsOf } from './data-folder.mjs';
import { embeddedDatabase, serverEnvironment } from './environment.mjs';
import { Lifetime } from './lifetime.mjs';
import { settleHome } from './postgres-home.mjs';
import { passingFolder } from './passing-folder.mjs';
import { postgresUrl, provide, startPostgres } from './postgres.mjs';
import { Interrupted, Problem, sentenceOf } from './problem.mjs';
import { runTask } from './processes.mjs';
import { PROJECT, buildOnce, install } from './project.mjs';
import { findRedis, redisUrl, startRedis } from './redis.mjs';
import { Terminal } from './terminal.mjs';

const TEMPLATE = 'tidu_template';
/** Every test file takes the next one (test/support/redis.ts): none is ever emptied under another. */
const REDIS_DATABASES = 4096;
const OTHER_ZONES = ['Asia/Shanghai', 'America/New_York'];
const SUITES = /** @type {const} */ (['unit', 'int', 'e2e', 'browser']);
const HELP = `npm test                        everything that CI runs, from nothing
npm run test:unit [-- jest options]
npm run test:int, test:e2e, test:browser

Each brings up what it needs and takes it down again.`;

/** @typedef {(typeof SUITES)[number]} Suite */

/** A stage that failed; its output has been shown. */
class StageFailed extends Problem {}

/**
 * `npm test`, or one suite of it.
 *
 * @param {readonly string[]} words
 */
export async function test(words) {
  const lifetime = new Lifetime();
  const count = { passed: 0, failed: 0 };
  let code = 0;
  try {
    if (words[0] === '--help' || words[0] === '-h') console.log(HELP);
    else await new TestRun(lifetime, words, count, await passingFolder('tests', lifetime)).run();
  } catch (error) {
    code = error instanceof Interrupted || lifetime.isStopping ? 130 : 1;
    if (code === 1) console.error(sentenceOf(error) ?? (error instanceof Error ? error.stack : error));
    else console.log('Stopped.');
  }
  await lifetime.close();
  if (code === 1) count.failed ||= 1;
  if (code !== 130 && words[0] !== '--help' && words[0] !== '-h') {
    console.log(`Tidu tests: ${count.passed} passed, ${count.failed} failed`);
  }
  process.exit(code);
}

/** One run: its own folder, its own servers, its own count. */
class TestRun {
  /**
   * @param {Lifetime} lifetime
   * @param {readonly string[]} words
   * @param {{ passed: number, failed: number }} count is added to
   * @param {{ folder: string, records: import('./run-folder.mjs').RunFolder }} own
   */
  constructor(lifetime, words, count, { folder, records }) {
    const [suite, ...rest] = words;
    if (suite !== undefined && !SUITES.some((each) => each === suite)) {
      throw new Problem(
        `There is no suite "${suite}"; the suites are ${SUITES.join(', ')}, and npm test runs them all.`,
      );
    }
    this.lifetime = lifetime;
    this.only = /** @type {Suite | undefined} */ (suite);
    this.jestOptions = rest[0] === '--' ? rest.slice(1) : rest;
    this.count = count;
    this.folder = folder;
    this.records = records;
    this.terminal = new Terminal(this.#stageCount());
  }

  async run() {
    const { only } = this;
    await this.terminal.step('Packages (npm ci)', (report) => install(this.#how('npm', report)));
    if (!only) await this.#checks();
    if (only !== 'unit')
      await this.terminal.step('Server build', (report) => buildOnce('server', this.#how('build-server', report)));
    if (!only || only === 'browser')
      await this.terminal.step('Web build', (report) => buildOnce('web', this.#how('build-web', report)));
    const chromium = !only || only === 'browser' ? await this.#browser() : undefined;
    const servers = only === 'unit' ? {} : await this.#servers();
    const env = {
      ...servers,
      ...(chromium ? { TIDU_CHROMIUM: chromium, TIDU_WEB_DIST: join(PROJECT, 'dist/web') } : {}),
    };
    for (const suite of only ? [only] : SUITES) await this.#suite(suite, env);
  }

  async #checks() {
    await this.#tool('Format', 'prettier', ['--check', '.']);
    await this.#tool('Lint', 'eslint', ['.']);
    await this.#tool('Types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']);
    await this.#tool('Types of the scripts', 'tsc', ['--noEmit', '-p', 'scripts/tsconfig.json']);
    await this.#tool('Types of the page', 'tsc', ['--noEmit', '-p', 'apps/web/tsconfig.json']);
    await this.#tool('Directions of imports', 'depcruise', [
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'libs',
      'config',
    ]);
  }

  /** Its own PostgreSQL with a migrated template, and its own Redis. */
  async #servers() {
    const { terminal, folder, lifetime, records } = this;
    const { signal, hurry } = lifetime;
    const secrets = secretsOf(folder, false);
    // The roles of a test cluster share one password: whoever knows the superuser's address knows theirs.
    const password = secrets.superuserPassword;
    const log = (/** @type {string} */ name) => join(folder, 'logs', `${name}.log`);
    const redisAddress = await terminal.step('Redis', async (report) => {
      const program = await findRedis({ project: PROJECT, ...this.#how('apt', report) });
      const { service, port } = await startRedis({
        program,
        folder: join(folder, 'redis'),
        logFile: log('redis'),
        password: secrets.redisPassword,
        databases: REDIS_DATABASES,
        records,
        signal,
      });
      lifetime.onClose(() => service.stop(hurry));
      report(`port ${port}, ${program.origin}`);
      return redisUrl(port, secrets.redisPassword);
    });
    const postgresPort = await terminal.step('PostgreSQL', async (report) => {
      const home = settleHome({ project: PROJECT, dataDir: folder, id: secrets.id });
      const { service, port } = await startPostgres({
        home,
        logFile: log('postgres'),
        superuserPassword: password,
        temporary: true,
        records,
        signal,
        report,
      });
      lifetime.onClose(() => service.stop(hurry));
      await provide(postgresUrl(port, 'postgres', password, 'postgres'), { owner: password, app: password }, TEMPLATE);
      report(`port ${port}`);
      return port;
    });
    const connections = {
      ...embeddedDatabase(postgresPort, { ownerPassword: password, appPassword: password }, TEMPLATE),
      redisUrl: redisAddress,
    };
    const env = serverEnvironment({ connections, secrets, dataDir: folder, port: 0, asOwner: true });
    const migrations = this.only
      ? [['migrate']]
      : [['migrate'], ['migrate', '--check'], ['migrate', '--down-all'], ['migrate']];
    const titles = ['Migrations up', 'Migrations: drift', 'Migrations down', 'Migrations up again'];
    for (const [index, args] of migrations.entries()) {
      await this.#stage(/** @type {string} */ (titles[index]), {
        command: process.execPath,
        args: [CLI, ...args],
        env,
      });
    }
    return {
      TIDU_TEST_DATABASE_URL: postgresUrl(postgresPort, 'postgres', password),
      TIDU_TEST_TEMPLATE: TEMPLATE,
      // The address twice: a server may be emptied by tests only where the two agree.
      TIDU_TEST_REDIS_URL: redisAddress,
      REDIS_URL: redisAddress,
      TIDU_MASTER_KEY: secrets.masterKey,
      TIDU_TOKEN_KEY: secrets.tokenKey,
    };
  }

  #browser() {
    return this.terminal.step('Browser', (report) =>
      findBrowser({ project: PROJECT, records: this.records, ...this.#how('apt', report) }),
    );
  }

  /** @param {Suite} suite @param {NodeJS.ProcessEnv} env */
  async #suite(suite, env) {
    const workers = suite === 'browser' ? 1 : 2;
    await this.#jest(`Tests: ${suite}`, suite, { ...env, TZ: 'UTC' }, [`--maxWorkers=${workers}`, ...this.jestOptions]);
    if (suite !== 'unit' || this.jestOptions.length > 0) return;
    for (const zone of OTHER_ZONES) {
      await this.#jest(`Tests: dates in ${zone}`, suite, { ...env, TZ: zone }, [
        `--maxWorkers=${workers}`,
        '--testPathPatterns=\\.dates\\.spec\\.ts$',
      ]);
    }
  }

  /** @param {string} title @param {Suite} suite @param {NodeJS.ProcessEnv} env @param {readonly string[]} options */
  async #jest(title, suite, env, options) {
    const results = join(this.folder, `${title.replace(/\W+/g, '-')}.json`);
    try {
      await this.#stage(title, {
        command: process.execPath,
        args: [
          join(PROJECT, 'node_modules/jest/bin/jest.js'),
          '--selectProjects',
          suite,
          '--json',
          '--outputFile',
          results,
          ...options,
        ],
        env: {
          ...withoutNpm(process.env),
          ...env,
          NODE_ENV: 'test',
          TIDU_DATA_DIR: this.folder,
          NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
        },
        progress: (line) => /^(?:PASS|FAIL) /.test(line),
      });
    } finally {
      this.#add(results);
    }
  }

  /** @param {string} results file of jest's --json */
  #add(results) {
    if (!existsSync(results)) return;
    const found = JSON.parse(readFileSync(results, 'utf8'));
    this.count.passed += found.numPassedTests;
    // A file that could not even be loaded counts as one failure, or a red run could say "0 failed".
    this.count.failed += found.numFailedTests + found.numRuntimeErrorTestSuites;
  }

  /** @param {string} title @param {string} tool below node_modules/.bin @param {readonly string[]} args */
  #tool(title, tool, args) {
    return this.#stage(title, {
      command: join(PROJECT, 'node_modules/.bin', tool),
      args,
      env: withoutNpm(process.env),
    });
  }

  /**
   * @param {string} title
   * @param {object} what
   * @param {string} what.command
   * @param {readonly string[]} what.args
   * @param {NodeJS.ProcessEnv} what.env
   * @param {(line: string) => boolean} [what.progress] whether a line of output means that one more file is done
   */
  async #stage(title, { command, args, env, progress }) {
    const { terminal, records, lifetime } = this;
    // One suite alone is somebody at work who wants to see it; the whole run shows what failed.
    const show = this.only !== undefined && progress !== undefined;
    const colour = show && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
    let files = 0;
    const work = async (/** @type {(how: string) => void} */ report) => {
      const onLine = (/** @type {string} */ line) => progress?.(line) && report(`${++files} files`);
      const { code, output } = await runTask({
        command,
        args,
        cwd: PROJECT,
        env: { ...env, ...colour },
        onLine,
        show,
        records,
        signal: lifetime.signal,
      });
      if (code === 0) return;
      throw new StageFailed(`${title}: failed.`, show ? '' : output);
    };
    try {
      await terminal.step(title, work, show);
    } catch (error) {
      if (error instanceof StageFailed && error.cause) terminal.line(`\n${error.cause}`);
      throw error;
    }
  }

  /** @param {string} name @param {(how: string) => void} report */
  #how(name, report) {
    return { logFile: join(this.folder, 'logs', `${name}.log`), signal: this.lifetime.signal, report };
  }

  #stageCount() {
    switch (this.only) {
      case undefined:
        return 23;
      case 'unit':
        return this.jestOptions.length > 0 ? 2 : 4;
      case 'browser':
        return 8;
      default:
        return 6;
    }
  }
}

/** @param {NodeJS.ProcessEnv} env */
function withoutNpm(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_|^INIT_CWD$/.test(name)));
}
