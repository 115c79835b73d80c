import {
  BaselineRecorded,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  SystemRunning,
} from '@slipway/contracts';
import type { WatchEvent, WatchState } from '../watch/watch.state.js';
import { breachesOf, burnWindows } from './burn-rate.js';
import { fewestSamples, isHealthy, isWithin } from './health.js';
import { allPassed, isCriticalHealth, openTargets, type DueRule, type Known } from './known.js';
import type { Observation } from './observation.js';
import { postReleaseRules } from './post-release-facts.js';
import { windowLength } from './ranges.js';
import { satisfactionAtVerification } from './satisfaction.js';
import { verificationRules } from './verification-facts.js';

const systemRuns: DueRule = ({ state, watch, circumstances, observation }) => {
  if (state.running || circumstances.rollout.status !== 'deployed') return [];
  const { releaseId, version } = circumstances.release;
  const results = allPassed(watch.targets.filter(isCriticalHealth), observation);
  return results === undefined ? [] : [SystemRunning.of({ releaseId, version, results })];
};

const baselineIsKnown: DueRule = ({ state, circumstances: { release }, observation: { recent } }) => {
  if (!state.running || state.baseline !== undefined || recent.samples < fewestSamples) return [];
  const { releaseId, artifacts } = release;
  return [BaselineRecorded.of({ releaseId, artifacts, baseline: recent })];
};

/** After a breach again, as soon as all of the newest samples are from after it; that ends the breach. */
const healthIsConfirmed: DueRule = (known) => {
  const { state, watch, circumstances, observation } = known;
  const { recent, ranges } = observation;
  if (!state.running || state.healthy || circumstances.rollout.status !== 'deployed') return [];
  if (openTargets(known).length > 0 && ranges.recent.from < (state.breachedAt ?? '')) return [];
  if (!isHealthy(recent, watch.levels)) return [];
  return [HealthConfirmed.of({ releaseId: circumstances.release.releaseId, measurements: recent })];
};

/**
 * From the first phase to the end of the release; for each target once until its breach is over. A breach ends the
 * window in which it was found, so that the trail shows when it was.
 */
const healthBreaches: DueRule = (known) => {
  const { watch, circumstances, observation } = known;
  const { release, rollout } = circumstances;
  const open = openTargets(known);
  if (rollout.status === 'none') return [];
  const { releaseId } = release;
  const found = breachesOf(observation.burning, burnWindows(release, rollout), watch.levels).filter(
    ({ target }) => !open.includes(target),
  );
  if (found.length === 0) return [];
  const breaches = found.map(({ window, ...breach }) =>
    HealthBreached.of({ releaseId, ...breach, window: `PT${String(window / 1000)}S` }),
  );
  return [...breaches, windowOf(releaseId, observation, false)];
};

/** A window with too few samples is extended, up to this many times its length. */
const longestWindow = 2;

const windowIsOver: DueRule = ({ state, watch, circumstances, observation }) => {
  const { from, to } = observation.ranges.window;
  const length = Date.parse(to) - Date.parse(from);
  const enough = observation.window.samples >= fewestSamples ? 1 : longestWindow;
  const isOver = length >= windowLength(circumstances) * enough;
  if (!state.started || !isOver || from < (state.windowTo ?? '')) return [];
  const { releaseId } = circumstances.release;
  return [windowOf(releaseId, observation, isWithin(observation.window, watch.levels))];
};

const windowOf = (releaseId: string, { ranges, window }: Observation, healthy: boolean): WatchEvent =>
  HealthWindowRecorded.of({ releaseId, ...ranges.window, measurements: window, healthy });

const rules: readonly DueRule[] = [
  systemRuns,
  baselineIsKnown,
  healthIsConfirmed,
  healthBreaches,
  windowIsOver,
  satisfactionAtVerification,
  ...verificationRules,
  ...postReleaseRules,
];

/**
 * Every fact that is due; each rule knows the facts of the rules before it. Nothing is due after the end of the
 * release, or during a rollback: another version answers then.
 */
export function dueFacts(known: Known, evolve: (state: WatchState, event: WatchEvent) => WatchState): WatchEvent[] {
  const { ended, rollout } = known.circumstances;
  if (ended || rollout.status === 'rolling-back') return [];
  let { state } = known;
  return rules.flatMap((rule) => {
    const facts = rule({ ...known, state });
    state = facts.reduce(evolve, state);
    return facts;
  });
}
