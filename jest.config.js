const tier = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  rootDir: '.',
  testEnvironment: '<rootDir>/infra/jest-environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['@slipway/source', 'node'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.slipway/', '<rootDir>/.nx/'],
  ...more,
});

const withInfrastructure = {
  globalSetup: '<rootDir>/infra/jest-setup.mjs',
  globalTeardown: '<rootDir>/infra/jest-teardown.mjs',
};

/** Three tiers: specs touch nothing outside the process; int specs touch real PostgreSQL or Kafka; e2e specs the running system. */
export default {
  projects: [
    {
      ...tier('spec', ['<rootDir>/{libs,services,infra}/**/*.spec.ts']),
      testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.ts$'],
    },
    tier('int', ['<rootDir>/{libs,services,infra}/**/*.int.spec.ts'], withInfrastructure),
    tier('e2e', ['<rootDir>/{libs,services,infra}/**/*.e2e.spec.ts'], withInfrastructure),
  ],
  testTimeout: 60_000,
  // Scenarios of one file play side by side, and wait most of the time.
  maxConcurrency: 12,
};
