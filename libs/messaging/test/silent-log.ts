import type { MessagingLog } from '../src/index.js';

const nothing = (): void => undefined;
const aloud = process.env['SLIPWAY_TEST_LOG'] === 'yes';

/** Says nothing, unless SLIPWAY_TEST_LOG=yes. */
export const silentLog: MessagingLog = aloud
  ? { debug: nothing, warn: (...all) => console.warn(...all), error: (...all) => console.error(...all) }
  : { debug: nothing, warn: nothing, error: nothing };
