import { explain } from '@slipway/local';
import { readOptions } from './options.js';
import { reportOf } from './report.js';
import { run } from './run.js';

const began = performance.now();
const say = (line: string) => {
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`);
};
const interrupted = new AbortController();
// Not `once`: a second Ctrl-C must not interrupt the shutdown.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted.abort(new Error(`ended by ${signal}`));
  });
}
process.on('disconnect', () => {
  interrupted.abort(new Error('the launcher is gone'));
});

try {
  const options = readOptions(process.argv.slice(2));
  const outcome = await run(options, { say, over: interrupted.signal });
  for (const line of reportOf(outcome, options)) console.log(line);
  process.exitCode = outcome.verdict.judged.every(({ findings }) => findings.length === 0) ? 0 : 1;
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
// After an interruption, some simulated users still wait for responses that will never arrive.
process.exit();
