/** The directions of the house. The order of the libraries is the one in docs/shape.md and `libraries` of the kernel. */
const order = [
  'kernel',
  'platform',
  'identity',
  'enterprises',
  'qualifications',
  'areas',
  'deadlines',
  'notifications',
  'caseload',
];

const laterThan = (name) => order.slice(order.indexOf(name) + 1);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'face-only',
      comment: 'Another library is reached through its index alone, with `import type` too.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'apps-face-only',
      comment:
        'Apps see the faces of libraries; config/data-source.ts alone sees persistence.ts, config/environment.ts the settings.',
      severity: 'error',
      from: { path: '^(apps|config|test)/' },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot: [
          '^libs/[^/]+/src/index\\.ts$',
          '^libs/[^/]+/src/persistence\\.ts$',
          '^libs/[^/]+/src/[a-z-]+\\.settings\\.ts$',
          '^libs/[^/]+/src/settings\\.ts$',
          '/testing\\.ts$',
        ],
      },
    },
    {
      name: 'persistence-for-data-source-only',
      severity: 'error',
      from: { pathNot: ['^config/data-source\\.ts$'] },
      to: { path: '^libs/[^/]+/src/persistence\\.ts$' },
    },
    // The last one has nobody after it.
    ...order.slice(0, -1).map((name) => ({
      name: `order-${name}`,
      comment: `${name} may import only from the libraries before it.`,
      severity: 'error',
      from: { path: `^libs/${name}/` },
      to: { path: `^libs/(${laterThan(name).join('|')})/` },
    })),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-own-barrel',
      comment: 'A library does not import its own index.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/(?!index\\.ts)' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'libs-not-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^(apps|config)/' } },
    {
      name: 'kernel-pure',
      comment: 'The kernel knows neither a framework nor Node.',
      severity: 'error',
      from: { path: '^libs/kernel/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'domain-pure',
      comment: 'Rules are plain functions: a domain folder sees the kernel and itself, with `import type` too.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/.*domain/', pathNot: '(\\.spec|testing)\\.ts$' },
      to: { pathNot: ['^libs/kernel/', '^libs/$1/src/.*domain/'] },
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/([^/]+)/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'web-sees-kernel-only',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', pathNot: '^libs/kernel/' },
    },
    {
      name: 'shared-below-features',
      severity: 'error',
      from: { path: '^apps/web/src/shared/' },
      to: { path: '^apps/web/src/(features|app)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.tidu/', 'shared/api/generated'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'require', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
