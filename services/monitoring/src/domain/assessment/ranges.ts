import { later, millisecondsOf } from '@slipway/flow';
import type { WatchState } from '../watch/watch.state.js';
import type { Circumstances } from './circumstances.js';
import type { Range } from './trend.js';

/** The time ranges of the samples that are needed now. An absent range is not due. */
export interface Ranges {
  /** The newest samples of the version that runs. */
  readonly recent: Range;
  /** Since the last recorded window. */
  readonly window: Range;
  /** Since when a burn of the error budget counts. */
  readonly burning: Range;
  readonly stability?: Range;
  readonly watch?: Range;
}

const recentProbes = 20;
const windowProbes = 5;
const windowsOfStability = 4;

/** Milliseconds: a quarter of the stability window, and no less than five probes. */
export function windowLength({ release }: Circumstances): number {
  const { stabilityWindow, probeInterval } = release.policy.durations;
  return Math.max(millisecondsOf(stabilityWindow) / windowsOfStability, millisecondsOf(probeInterval) * windowProbes);
}

/** When the stability window began: a breach restarts it. */
export const stabilityFrom = ({ verifyingSince }: Circumstances, { breachedAt }: WatchState): string | undefined =>
  verifyingSince === undefined ? undefined : latest(verifyingSince, breachedAt);

/** When the watch after the release is over. */
export const watchUntil = ({ monitoringSince, release }: Circumstances): string | undefined =>
  monitoringSince === undefined ? undefined : later(monitoringSince, release.policy.durations.watch);

/** How often one target must have been asked to speak of that time: half as often as its interval allows. */
export function expectedProbes({ release }: Circumstances, { from, to }: Range): number {
  return (Date.parse(to) - Date.parse(from)) / millisecondsOf(release.policy.durations.probeInterval) / 2;
}

export function rangesOf(circumstances: Circumstances, state: WatchState, now: string): Ranges {
  const { release, rollout, watchingSince, monitoringSince } = circumstances;
  const { probeInterval, stabilityWindow } = release.policy.durations;
  const recentFrom = Math.min(windowLength(circumstances), millisecondsOf(probeInterval) * recentProbes);
  const stable = stabilityFrom(circumstances, state);
  const until = watchUntil(circumstances);
  const isStable = !state.stable && stable !== undefined && later(stable, stabilityWindow) <= now;
  const isOver = state.postRelease !== 'completed' && until !== undefined && until <= now;
  return {
    recent: { from: latest(rollout.since, before(now, recentFrom)), to: now },
    window: { from: state.windowTo ?? watchingSince ?? now, to: now },
    burning: { from: latest(rollout.since, state.breachedAt), to: now },
    ...(isStable ? { stability: { from: stable, to: now } } : {}),
    ...(isOver && monitoringSince !== undefined ? { watch: { from: monitoringSince, to: now } } : {}),
  };
}

export const before = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) - milliseconds).toISOString();

const latest = (one: string, other: string | undefined): string => (other !== undefined && other > one ? other : one);
