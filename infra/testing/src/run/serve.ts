import { once } from 'node:events';
import { stay } from './stay.js';
import { startTestRun } from './test-run.js';

/**
 * The process that holds a test run's servers. It sends its parent over ipc what the tests find in their environment, and
 * ends the servers when the channel closes: at the teardown, and also when the test runner is interrupted or killed.
 * With `stay` as its argument it serves every test run until Ctrl-C.
 */
const gone = new AbortController();
process.once('disconnect', () => gone.abort());
const report = (line: string) => console.log(`slipway: ${line}`);
const run = await startTestRun(report, gone.signal);
if (process.argv[2] === 'stay') stay(run, gone, report);
else if (process.connected) process.send?.({ environment: run.environment });
if (!gone.signal.aborted) await once(gone.signal, 'abort');
await run.stop();
if (process.connected) process.disconnect();
