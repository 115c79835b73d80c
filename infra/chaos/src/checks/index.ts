import { chainsVerify } from './chains.js';
import type { Check } from './check.js';
import { factsAreOnce, whatWasTakenIsStored } from './effects.js';
import { everythingIsInTheLog, logHasNoGap, trailsAreInOrder } from './log.js';
import { noticesAreOnce, webhookKeysAreNotices } from './notices.js';
import { everyInstanceIsReady } from './ready.js';
import { everyReleaseHasEnded, noReleaseIsStuck } from './releases.js';
import { nobodyActsOnForgedEvents, nothingSentIsLost } from './strangers.js';
import { everyEventIsOnItsTopic, nothingIsTwiceOnATopic, topicsAreInLogOrder } from './topics.js';

/** What must hold after every run, in the order of the report. */
export const checks: readonly Check[] = [
  everyInstanceIsReady,
  everythingIsInTheLog,
  logHasNoGap,
  trailsAreInOrder,
  everyEventIsOnItsTopic,
  nothingIsTwiceOnATopic,
  topicsAreInLogOrder,
  chainsVerify,
  everyReleaseHasEnded,
  noReleaseIsStuck,
  factsAreOnce,
  noticesAreOnce,
  webhookKeysAreNotices,
  whatWasTakenIsStored,
  nothingSentIsLost,
  nobodyActsOnForgedEvents,
];
