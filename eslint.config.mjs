import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const bannedTime = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Ask the Clock: the business day may be another one.',
  },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Clock.' },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Read variables in config/environment.ts alone.',
  },
];

/** Files are kebab-case with their role as suffix. */
const fileNames = {
  rules: {
    'kebab-case': {
      create(context) {
        const name = context.filename.split('/').at(-1);
        return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)
          ? {}
          : { Program: (node) => context.report({ node, message: `file name ${name} is not kebab-case` }) };
      },
    },
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.tidu',
      'coverage',
      'node_modules',
      'apps/web/src/shared/api/generated',
      'test/architecture/planted',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { files: fileNames },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'files/kebab-case': 'error',
    },
  },
  {
    files: ['libs/**/*.ts', 'apps/{api,worker,cli,composition}/**/*.ts'],
    ignores: [
      '**/*.spec.ts',
      '**/*.int-spec.ts',
      '**/testing.ts',
      '**/clock/business-clock.ts',
      'apps/*/src/main.ts',
      'apps/cli/src/sample-city/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...bannedTime] },
  },
  {
    files: ['apps/web/**/*.{ts,tsx,js}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, 'files/kebab-case': 'off' },
  },
  {
    // The body of an answer is `any` by Supertest's types; each test says what it expects in it.
    files: ['test/e2e/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  prettier,
);
