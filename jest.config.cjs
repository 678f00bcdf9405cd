const deepRuns = 1_000;

/** Native ESM under `node --experimental-vm-modules`; swc strips types and emits decorator metadata. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  watchman: false,
  maxWorkers: '100%',
  testTimeout: Number(process.env.FC_RUNS ?? 0) >= deepRuns ? 3_600_000 : 30_000,
  reporters: ['default', '<rootDir>/scripts/closing-report.mjs'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Examples import the package by its name; under test that is its source.
    '^dinhdanh$': '<rootDir>/src/index.ts',
    '^dinhdanh/(nest|testing|sandbox|mssp|smart-ca)$': '<rootDir>/src/adapters/$1/index.ts',
    '^dinhdanh/(sqlite|memory|pki|eventstoredb|redis|postgres|production)$':
      '<rootDir>/src/infrastructure/entries/$1.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
