import { once } from 'node:events';
import { startTestRun } from './test-run.js';

/**
 * The process that holds a test run's servers. It tells its parent over ipc what the tests are to find in their environment, and
 * ends the servers when the channel closes: at the teardown, and also when the test runner is interrupted or killed.
 */
const gone = new AbortController();
process.once('disconnect', () => gone.abort());
const run = await startTestRun((line) => console.log(`slipway: ${line}`), gone.signal);
if (process.connected) process.send?.({ environment: run.environment });
if (!gone.signal.aborted) await once(gone.signal, 'abort');
await run.stop();
