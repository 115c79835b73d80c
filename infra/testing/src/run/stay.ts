import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestRun } from './test-run.js';

/** Where `infra/launch/standing-servers.mjs` looks. */
const record = path.resolve(import.meta.dirname, '..', '..', '..', '..', '.slipway', 'test-servers.json');

/** Lets every test run find these servers, until a signal asks them to end. */
export function stay({ environment }: TestRun, gone: AbortController, report: (line: string) => void): void {
  mkdirSync(path.dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify({ pid: process.pid, environment }));
  gone.signal.addEventListener('abort', () => rmSync(record, { force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => gone.abort());
  report(`PostgreSQL ${environment['SLIPWAY_TEST_DATABASE_URL'] ?? ''}`);
  report(`Kafka      ${environment['SLIPWAY_TEST_KAFKA_BROKERS'] ?? ''}`);
  report('Next: npm test -- <path> in another terminal finds them. Ctrl-C stops them.');
}
