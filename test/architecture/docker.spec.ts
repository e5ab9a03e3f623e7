import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readEnvironment } from '../../config/environment.js';

interface ComposeService {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const projectFolder = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(projectFolder, 'docker', name), 'utf8');
const composeText = read('compose.yaml');
const compose = parse(composeText, { merge: true }) as Compose;
const service = (name: string): ComposeService => compose.services[name]!;

/** `env.example` as somebody fills it in: whatever it leaves empty gets a value, unless it may stay empty. */
function filledIn(): Record<string, string> {
  const [toFill, mayStay] = read('env.example').split('# May stay as they are.');
  const entries = (text: string): [string, string][] =>
    [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]);
  const key = Buffer.alloc(32, 'k').toString('base64');
  const made = entries(toFill!).map(([name, value]): [string, string] => [
    name,
    value || (name.endsWith('_KEY') ? key : 'a'.repeat(48)),
  ]);
  return Object.fromEntries([...made, ...entries(mayStay!)]);
}

/** What Compose makes of `${NAME:?message}` and `${NAME:-default}`. */
function interpolated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z_]+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    if (values[name]) return values[name];
    if (kind === '-') return rest;
    throw new Error(`${name} is missing: ${rest}`);
  });
}

function environmentOf(name: string): Record<string, string> {
  const values = filledIn();
  return Object.fromEntries(
    Object.entries(service(name).environment).map(([key, value]) => [key, interpolated(value, values)]),
  );
}

describe('docker/compose.yaml', () => {
  it('has the two servers, what they stand on, one migration and a proxy', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'migrate', 'postgres', 'proxy', 'redis', 'worker']);
  });

  it.each(Object.keys(compose.services))('%s runs a named version', (name) => {
    expect(service(name).image).toMatch(/^[a-z]+:\d/);
  });

  it('publishes the proxy alone', () => {
    const publishing = Object.keys(compose.services).filter((name) => service(name).ports !== undefined);
    expect(publishing).toEqual(['proxy']);
    expect(service('proxy').networks).toEqual(['front']);
  });

  it.each(['postgres', 'redis', 'migrate'])('%s is reached from inside alone', (name) => {
    expect(service(name).networks).toEqual(['inside']);
    expect(compose.networks['inside']).toEqual({ internal: true });
  });

  it.each(['api', 'worker'])('%s starts on a migrated database', (name) => {
    expect(service(name).depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  it.each(['api', 'worker', 'migrate'])('%s gets an environment that it accepts', (name) => {
    const settings = readEnvironment(environmentOf(name), projectFolder);
    expect(settings).toMatchObject({ databaseUrl: expect.stringContaining('tidu_app') as string, host: '0.0.0.0' });
  });

  it('gives the role that owns the tables to the migration alone', () => {
    const owning = Object.keys(compose.services).filter((name) => service(name).environment['DATABASE_OWNER_URL']);
    expect(owning).toEqual(['migrate']);
  });

  it('asks for exactly the variables that env.example explains', () => {
    const asked = [...composeText.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(filledIn()).sort());
  });

  it('holds no secret of its own', () => {
    const secrets = /^\s*[A-Z_]*(PASSWORD|KEY|TOKEN|SECRET)[A-Z_]*: (?!\$\{)/m;
    expect(composeText).not.toMatch(secrets);
    expect('  REDIS_PASSWORD: hunter2').toMatch(secrets);
  });
});

describe('docker/Dockerfile', () => {
  const text = read('Dockerfile').replaceAll('\\\n', ' ');
  const instructions = text.split('\n').filter((line) => /^[A-Z]+ /.test(line));
  const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

  it('builds on named versions of a Node that Tidu runs on', () => {
    const bases = instructions.filter((line) => line.startsWith('FROM '));
    expect(bases).toHaveLength(3);
    for (const base of bases) expect(base).toMatch(/^FROM node:20\.(19|[2-9]\d)-/);
  });

  it('runs as an ordinary user and tells whether it is well', () => {
    const userAt = lastStage.findIndex((line) => /^USER (?!root\b|0\b)\w+/.test(line));
    expect(userAt).toBeGreaterThan(0);
    expect(lastStage.findIndex((line) => line.startsWith('CMD '))).toBeGreaterThan(userAt);
    expect(lastStage.filter((line) => line.startsWith('HEALTHCHECK '))).toEqual([
      expect.stringContaining('/api/health/ready'),
    ]);
  });

  it('takes production packages alone', () => {
    expect(lastStage).toContain('COPY --from=packages /tidu/node_modules ./node_modules');
    expect(instructions.filter((line) => line.includes('npm ci')).at(-1)).toContain('--omit=dev');
  });

  it('copies what exists and what its ignore file lets in', () => {
    const sources = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    const letIn = [...read('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((name) => !existsSync(join(projectFolder, name)))).toEqual([]);
    expect([...new Set(sources)].sort()).toEqual(letIn.sort());
  });
});
