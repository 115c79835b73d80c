import { compareAppends, type Rate } from './append-rate.js';
import { benchDatabase } from './database.js';
import { behindForeignTransaction } from './foreign-transaction.js';
import { measureLogLatency, type LogLatency } from './log-latency.js';

/** Of plain INSERTs, by number of writers. */
const goals = new Map([
  [1, 0.7],
  [16, 1.2],
  [64, 2],
]);

const deadRows = 320_000;

const serverUrl = process.env['DATABASE_URL'];
if (serverUrl === undefined) {
  console.error(
    'DATABASE_URL is missing: set it to a superuser of a PostgreSQL server, postgres://user:password@host:port/postgres',
  );
  process.exit(1);
}

const database = await benchDatabase(serverUrl);
try {
  for (const [writers, goal] of goals) {
    const { insert, append, ratio } = await compareAppends(database, writers, { rounds: 3, milliseconds: 1500 });
    const verdict = `${ratio.toFixed(2)} of INSERT (goal ${goal.toFixed(1)})`;
    console.log(`${String(writers).padStart(2)} writers: INSERT ${rate(insert)} · append ${rate(append)} · ${verdict}`);
  }
  const steadily = () => measureLogLatency(database, { perSecond: 200, seconds: 10 });
  tell('commit to log index heard', await steadily());
  tell(
    `the same behind a foreign transaction and ${String(deadRows)} dead rows`,
    await behindForeignTransaction(database, deadRows, steadily),
  );
} finally {
  await database.drop();
}

function tell(what: string, { perSecond, p50, p99 }: LogLatency): void {
  console.log(
    `${what} at ${String(perSecond)} events/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (goal p99 10 ms)`,
  );
}

function rate({ perSecond, p50, p99 }: Rate): string {
  return `${perSecond.toFixed(0)}/s (p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms)`;
}
