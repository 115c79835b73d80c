import { unready } from '../quiet.js';
import { some, type Check } from './check.js';

export const everyInstanceIsReady: Check = {
  promise: 'every instance of every service is ready again',
  heals: true,
  findings: async ({ ground }) => some('not ready', 'its log', await unready(ground)),
};
