import { once } from 'node:events';
import { startTestRun } from './test-run.js';

/**
 * The process that runs the servers of a test run. It sends its parent the environment variables of the tests over IPC, and
 * stops the servers when the channel closes: at the teardown, or when the test runner is interrupted or killed.
 */
const gone = new AbortController();
process.once('disconnect', () => gone.abort());
const run = await startTestRun((line) => console.log(`slipway: ${line}`), gone.signal);
if (process.connected) process.send?.({ environment: run.environment });
if (!gone.signal.aborted) await once(gone.signal, 'abort');
await run.stop();
