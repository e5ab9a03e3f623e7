// One runner, four projects: what they need (PostgreSQL, Redis, a built web app) is brought up by scripts/test.mjs.
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^@tidu/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.tidu'],
  setupFiles: ['reflect-metadata'],
};
const project = (displayName, testMatch, extra = {}) => ({ ...base, displayName, testMatch, ...extra });

export default {
  projects: [
    project('unit', [
      '<rootDir>/{libs,config}/**/*.spec.ts',
      '<rootDir>/apps/web/src/**/*.spec.ts',
      '<rootDir>/test/{architecture,scripts}/**/*.spec.ts',
    ]),
    project('int', ['<rootDir>/libs/**/*.int-spec.ts'], {
      setupFilesAfterEnv: ['<rootDir>/test/support/database-per-worker.ts'],
    }),
    project('e2e', ['<rootDir>/test/e2e/**/*.e2e-spec.ts'], {
      setupFilesAfterEnv: ['<rootDir>/test/support/database-per-worker.ts'],
    }),
    project('browser', ['<rootDir>/test/browser/**/*.browser-spec.ts'], {
      setupFilesAfterEnv: ['<rootDir>/test/support/database-per-worker.ts'],
    }),
  ],
};
