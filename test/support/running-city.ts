import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';

const projectFolder = join(import.meta.dirname, '..', '..');
const entry = (app: 'api' | 'worker' | 'cli'): string =>
  join(projectFolder, 'dist', 'server', 'apps', app, 'src', 'main.js');
const password = 'Tidu-demo-2026!';
const longestWaitMs = 60_000;

export type Account = 'manager' | 'district-manager' | 'officer' | 'enterprise' | 'admin' | 'security' | 'auditor';

/** Asks again until the answer is one, with growing pauses; a test that waits for nothing fails by this bound. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
): Promise<T> {
  const deadline = Date.now() + longestWaitMs;
  for (let delayMs = 25; ; delayMs = Math.min(delayMs * 1.5, 500)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${longestWaitMs} ms in vain for ${what}`);
    await pause(delayMs);
  }
}

/**
 * The built servers as real processes on the database and Redis of this test file, with the sample city and a business day that the
 * test moves.
 */
export class RunningCity {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'tidu-city-'));
  private readonly clockFile = join(this.dataFolder, 'today');
  private readonly tokens = new Map<Account, string>();
  private api: ChildProcess | undefined;
  private readonly workers: ChildProcess[] = [];
  private port = 0;

  static async start(options: {
    readonly today: string;
    readonly enterprises: number;
    readonly worker?: boolean;
  }): Promise<RunningCity> {
    const city = new RunningCity();
    try {
      city.setToday(options.today);
      city.cli('seed', '--enterprises', String(options.enterprises));
      city.port = await freePort();
      city.api = city.spawn('api');
      await eventually(async () => (await fetch(`${city.url}/api/health/ready`).catch(() => undefined))?.ok, 'the api');
      if (options.worker !== false) await city.startWorker();
      return city;
    } catch (error) {
      // Nobody else has it yet who could stop it, and the tests end with the last server.
      await city.stop();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  setToday(day: string): void {
    writeFileSync(this.clockFile, `${day}\n`);
  }

  /** Runs an operator's command to its end; throws with what it said where it fails. */
  cli(...args: readonly string[]): string {
    const done = spawnSync(process.execPath, [entry('cli'), ...args], { env: this.environment(), encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`cli ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
    return done.stdout;
  }

  async startWorker(): Promise<ChildProcess> {
    const worker = this.spawn('worker');
    this.workers.push(worker);
    const log = this.logOf('worker');
    const before = occurrences(log);
    await eventually(() => occurrences(log) > before, 'the worker');
    return worker;
  }

  /** The workers that run. */
  currentWorkers(): readonly ChildProcess[] {
    return this.workers.filter((worker) => worker.exitCode === null && worker.signalCode === null);
  }

  async kill(process: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill(signal);
    await ended;
  }

  /** An agent that sends the account's token; signs on once. */
  async as(account: Account): Promise<ReturnType<typeof request.agent>> {
    const token = this.tokens.get(account) ?? (await this.signOn(account));
    return request.agent(this.url).set('authorization', `Bearer ${token}`);
  }

  /** The mails that were sent, as files. */
  mails(): readonly { readonly name: string; readonly text: string }[] {
    const folder = join(this.dataFolder, 'mail');
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const one of [...this.workers, ...(this.api ? [this.api] : [])]) await this.kill(one, 'SIGTERM');
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  private async signOn(account: Account): Promise<string> {
    const answer = await request(this.url).post('/api/v1/auth/login').send({ username: account, password }).expect(200);
    const { accessToken } = answer.body as { accessToken: string };
    this.tokens.set(account, accessToken);
    return accessToken;
  }

  private logOf(app: string): string {
    return join(this.dataFolder, `${app}.log`);
  }

  private spawn(app: 'api' | 'worker'): ChildProcess {
    const child = spawn(process.execPath, [entry(app)], { env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(this.logOf(app), { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    return child;
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_ENV: 'production',
      TZ: 'UTC',
      TIDU_HOST: '127.0.0.1',
      TIDU_PORT: String(this.port),
      TIDU_DATA_DIR: this.dataFolder,
      TIDU_CLOCK_FILE: this.clockFile,
      TIDU_MASTER_KEY: Buffer.alloc(32, 'k').toString('base64'),
      TIDU_TOKEN_KEY: Buffer.alloc(33, 't').toString('base64'),
      TIDU_WATCHDOG_SECONDS: '1',
      TIDU_POOL_SIZE: '5',
    };
  }
}

function occurrences(log: string): number {
  try {
    return readFileSync(log, 'utf8').split('"worker ready"').length - 1;
  } catch {
    return 0;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
