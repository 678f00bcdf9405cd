import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noExportAll = {
  selector: 'ExportAllDeclaration',
  message: 'Name what is exported: `export *` publishes by accident.',
};
const noThrow = {
  selector: 'ThrowStatement',
  message: 'In the domain a refusal is a value, and only kernel/assert-never.ts throws.',
};
const noClockRead = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Time comes in through the Clock port.',
};
const noSilentSkip = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/], CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
  message: 'Skip with skipped(title, reason) of test/support/skip.ts; commit no `only` and no `todo`.',
};

const ambientClock = 'Time comes in with the command, or through the Clock port.';
const ambientState = 'Nothing ambient here: it comes in with the command, or through a port.';
const restrictedGlobals = (names, message) => names.map((name) => ({ name, message }));
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const ambient = ['process', 'globalThis', 'crypto', 'performance', 'fetch', 'console'];
const noRandom = {
  object: 'Math',
  property: 'random',
  message: 'Randomness comes in with the command, or through a port.',
};
const noDateNow = { object: 'Date', property: 'now', message: ambientClock };

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'dist.*/', 'dist-tools/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 400 }],
      complexity: ['error', { max: 25, variant: 'modified' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', noExportAll],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // A default branch is a decision: assertNever, or what is left of the union handed on by its narrowed type.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      // A port's adapter may answer at once: its method is async because the port is.
      '@typescript-eslint/require-await': 'off',
      // Ports and promises are taken apart by name; what needs its `this` is a class, and those are few.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noExportAll, noThrow],
      'no-restricted-globals': [
        'error',
        ...restrictedGlobals(['Date'], ambientClock),
        ...restrictedGlobals([...timers, ...ambient], ambientState),
      ],
      'no-restricted-properties': ['error', noRandom],
    },
  },
  {
    files: ['src/domain/kernel/assert-never.ts'],
    rules: { 'no-restricted-syntax': ['error', noExportAll] },
  },
  {
    files: ['src/application/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noExportAll, noClockRead],
      'no-restricted-globals': ['error', ...restrictedGlobals([...timers, ...ambient], ambientState)],
      'no-restricted-properties': ['error', noRandom, noDateNow],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noExportAll, noSilentSkip],
      // Tests read JSON and wire bodies of unknown shape and assert on what they find.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['test/support/skip.ts'],
    rules: { 'no-restricted-syntax': ['error', noExportAll] },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    // Node's globals; TypeScript knows them, plain scripts are few.
    rules: { 'no-undef': 'off' },
  },
);
