import type { MessagingLog } from '../src/index.js';

const nothing = (): void => undefined;
const say = (fields: unknown, message: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${message} ${JSON.stringify(fields).slice(0, 300)}\n`);
};

/** Says nothing, unless SLIPWAY_TEST_LOG=yes. */
export const silentLog: MessagingLog =
  process.env['SLIPWAY_TEST_LOG'] === 'yes'
    ? { debug: say, warn: say, error: say }
    : { debug: nothing, warn: nothing, error: nothing };
