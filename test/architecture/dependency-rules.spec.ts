import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { libraries } from '@tidu/kernel';

jest.setTimeout(60_000);

const projectFolder = join(import.meta.dirname, '..', '..');
const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly { readonly name: string }[];
};
/** All libraries but the last have a rule of their own; the last may import from all. */
const ruled = rules.forbidden.flatMap(({ name }) => (name.startsWith('order-') ? [name.slice('order-'.length)] : []));

const ours = [...ruled, 'caseload'];

/** One file for each rule, and what in it breaks the rule and nothing else. */
const violations: Readonly<Record<string, { readonly at: string; readonly code: string }>> = {
  'face-only': { at: 'libs/qualifications/src/deep.ts', code: `import '../../enterprises/src/inner.js';` },
  'apps-face-only': { at: 'apps/api/src/deep.ts', code: `import '../../../libs/enterprises/src/inner.js';` },
  'persistence-for-data-source-only': {
    at: 'apps/cli/src/tables.ts',
    code: `import '../../../libs/enterprises/src/persistence.js';`,
  },
  // A cycle is told once, of the first file in it.
  'no-cycles': { at: 'libs/enterprises/src/egg.ts', code: `import './hen.js';` },
  'not-own-barrel': { at: 'libs/enterprises/src/own.ts', code: `import '@tidu/enterprises';` },
  resolvable: { at: 'libs/enterprises/src/lost.ts', code: `import './nowhere.js';` },
  'libs-not-apps': { at: 'libs/enterprises/src/upwards.ts', code: `import '../../../apps/api/src/main.js';` },
  'kernel-pure': { at: 'libs/kernel/src/reads-files.ts', code: `import 'node:fs';` },
  'domain-pure': { at: 'libs/enterprises/src/domain/asks.ts', code: `import '../inner.js';` },
  'features-apart': { at: 'apps/web/src/features/inbox/peeks.ts', code: `import '../lists/page.js';` },
  'web-sees-kernel-only': { at: 'apps/web/src/shared/server-side.ts', code: `import '@tidu/enterprises';` },
  'shared-below-features': { at: 'apps/web/src/shared/upwards.ts', code: `import '../features/lists/page.js';` },
  ...Object.fromEntries(
    ours
      .slice(0, -1)
      .map((name, index) => [
        `order-${name}`,
        { at: `libs/${name}/src/upstream.ts`, code: `import type { face } from '@tidu/${ours[index + 1]!}';` },
      ]),
  ),
};

/** The same imports another way, which is allowed, and further ways to break a rule. */
const allowed: Readonly<Record<string, string>> = {
  'libs/caseload/src/downstream.ts': `import '@tidu/kernel'; import '@tidu/platform'; import '@tidu/notifications';`,
  'libs/kernel/src/reads-files.spec.ts': `import 'node:fs'; import 'uuid';`,
  'libs/enterprises/src/domain/sees-rules.ts': `import './other-rule.js'; import '@tidu/kernel';`,
  'config/data-source.ts': `import '../libs/enterprises/src/persistence.js';`,
  'apps/web/src/features/lists/whole.ts': `import './page.js'; import '../../shared/parts.js'; import '@tidu/kernel';`,
  'apps/api/src/composes.ts': `import '@tidu/enterprises'; import 'uuid';`,
};

const alsoBroken: readonly (readonly [rule: string, at: string, code: string])[] = [
  ['face-only', 'libs/qualifications/src/deep-type.ts', `import type { inner } from '../../enterprises/src/inner.js';`],
  ['kernel-pure', 'libs/kernel/src/uses-package.ts', `import 'uuid';`],
  ['domain-pure', 'libs/enterprises/src/domain/asks-type.ts', `import type { inner } from '../inner.js';`],
  ['domain-pure', 'libs/enterprises/src/domain/uses-package.ts', `import 'uuid';`],
  ['domain-pure', 'libs/enterprises/src/importing/domain/asks.ts', `import '@tidu/platform';`],
  ['order-kernel', 'libs/kernel/src/uses-last.ts', `import '@tidu/${ours.at(-1)!}';`],
  ['libs-not-apps', 'libs/enterprises/src/configured.ts', `import '../../../config/environment.js';`],
];

/** What the planted files import. */
const surroundings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ours.map((name) => [`libs/${name}/src/index.ts`, `export const face = 1;`])),
  'libs/enterprises/src/inner.ts': `export const inner = 1;`,
  'libs/enterprises/src/domain/other-rule.ts': `export const rule = 1;`,
  'libs/enterprises/src/persistence.ts': `export const entities = [];`,
  'libs/enterprises/src/hen.ts': `import './egg.js';`,
  'apps/api/src/main.ts': `export const main = 1;`,
  'config/environment.ts': `export const environment = 1;`,
  'apps/web/src/features/lists/page.ts': `export const page = 1;`,
  'apps/web/src/shared/parts.ts': `export const parts = 1;`,
};

describe('directions of imports', () => {
  /** Mirrors the project's folders; the rules are the project's own. */
  const folder = mkdtempSync(join(tmpdir(), 'tidu-planted-'));
  const broken = new Map<string, string[]>();

  beforeAll(() => {
    const planted = Object.values(violations).map(({ at, code }) => [at, code] as const);
    const further = alsoBroken.map(([, at, code]) => [at, code] as const);
    for (const [at, code] of [...Object.entries(surroundings), ...Object.entries(allowed), ...planted, ...further]) {
      mkdirSync(join(folder, dirname(at)), { recursive: true });
      writeFileSync(join(folder, at), `${code}\n`);
    }
    for (const name of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json', 'tsconfig.base.json']) {
      cpSync(join(projectFolder, name), join(folder, name));
    }
    symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(projectFolder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
        ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs', 'config'],
      ],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 64 * 1024 * 1024 },
    );
    if (stdout === '') throw new Error(stderr);
    const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
    for (const { from, rule } of summary.violations) broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has a violation planted for each rule', () => {
    expect(Object.keys(violations).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
  });

  it('orders the libraries as the kernel does', () => {
    expect(libraries.filter((name) => ours.includes(name))).toEqual(ours);
  });

  it.each(Object.entries(violations))('%s is red for its violation, and no other rule is', (rule, { at }) => {
    expect(broken.get(at)).toEqual([rule]);
  });

  it.each(alsoBroken)('%s is red for %s', (rule, at) => {
    expect(broken.get(at)).toEqual([rule]);
  });

  it.each(Object.keys(allowed))('none is red for %s', (at) => {
    expect(broken.get(at)).toBeUndefined();
  });

  it('none is red for a file that only is imported', () => {
    expect(Object.keys(surroundings).filter((at) => broken.has(at))).toEqual([]);
  });
});
