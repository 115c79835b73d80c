import { millisecondsOf } from '@slipway/flow';

const least = 1000;
const most = 5000;

/** Milliseconds that a probe waits for an answer: no longer than its interval, within bounds. */
export const patienceOf = (probeInterval: string): number =>
  Math.min(Math.max(millisecondsOf(probeInterval), least), most);
