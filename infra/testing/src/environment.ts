import { TestingError } from './testing-error.js';

/** The variables that the global setup provides to the test files. */
export function testEnvironment(
  name: 'SLIPWAY_TEST_DATABASE_URL' | 'SLIPWAY_TEST_KAFKA_BROKERS' | 'SLIPWAY_TEST_RUN',
): string {
  const value = process.env[name];
  if (value === undefined) {
    const fix = 'only *.int.spec.ts and *.e2e.spec.ts have servers: name the file so';
    throw new TestingError('NO_TEST_SERVERS', { variable: name, fix });
  }
  return value;
}
