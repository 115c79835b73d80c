import {
  AccessControlsVerified,
  BaselineRecorded,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  PerformanceConfirmed,
  StabilityConfirmed,
  SystemRunning,
  type CheckResult,
  type HealthTarget,
} from '@slipway/contracts';
import type { WatchEvent, WatchState } from '../watch/watch.state.js';
import { breachesOf, burnWindows } from './burn-rate.js';
import { isCriticalHealth, type DueRule, type Known } from './known.js';
import { fewestSamples, isHealthy, isWithin, performsWithin } from './health.js';
import type { Observation } from './observation.js';
import { postReleaseRules } from './post-release-facts.js';
import { expectedProbes, stabilityFrom, windowLength } from './ranges.js';
import { satisfactionAtVerification } from './satisfaction.js';

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

const healthIsConfirmed: DueRule = ({ state, watch, circumstances, observation: { recent } }) =>
  state.running && !state.healthy && isHealthy(recent, watch.levels)
    ? [HealthConfirmed.of({ releaseId: circumstances.release.releaseId, measurements: recent })]
    : [];

/** A breach closes the window in which it was found, so that the trail says when it was. */
const healthBreaches: DueRule = ({ state, watch, circumstances, observation }) => {
  const { release, rollout } = circumstances;
  if (state.breachOpen || !['rolling-out', 'deployed'].includes(rollout.status)) return [];
  const { releaseId } = release;
  const found = breachesOf(observation.burning, burnWindows(release, rollout), watch.levels);
  if (found.length === 0) return [];
  const breaches = found.map(({ window, ...breach }) =>
    HealthBreached.of({ releaseId, ...breach, window: `PT${String(window / 1000)}S` }),
  );
  return [...breaches, windowOf(releaseId, observation, false)];
};

/** A window with too few samples goes on, up to so many times its length. */
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

const performanceHolds: DueRule = ({ state, watch, circumstances, observation: { recent } }) => {
  if (state.performs || circumstances.verifyingSince === undefined) return [];
  if (recent.samples < fewestSamples || !performsWithin(recent, watch.levels)) return [];
  const { releaseId } = circumstances.release;
  return [PerformanceConfirmed.of({ releaseId, measurements: recent, levels: watch.levels })];
};

/** Probing may have stopped for a while: then there is no proof that nothing happened, and the window goes on. */
const stabilityHolds: DueRule = ({ state, watch, circumstances, observation }) => {
  const { stability: measurements, ranges } = observation;
  const range = ranges.stability;
  if (state.stable || range === undefined || measurements === undefined) return [];
  if (range.from !== stabilityFrom(circumstances, state) || state.breachOpen) return [];
  const expected = expectedProbes(circumstances, range) * watch.targets.filter(isCriticalHealth).length;
  if (measurements.samples < Math.max(fewestSamples, expected)) return [];
  return [StabilityConfirmed.of({ releaseId: circumstances.release.releaseId, ...range, measurements })];
};

const accessIsDenied: DueRule = ({ state, watch, circumstances, observation }) => {
  if (state.accessVerified || circumstances.verifyingSince === undefined) return [];
  const results = allPassed(
    watch.targets.filter(({ purpose }) => purpose === 'access'),
    observation,
  );
  const { releaseId } = circumstances.release;
  return results === undefined ? [] : [AccessControlsVerified.of({ releaseId, results })];
};

const rules: readonly DueRule[] = [
  systemRuns,
  baselineIsKnown,
  healthIsConfirmed,
  healthBreaches,
  windowIsOver,
  performanceHolds,
  accessIsDenied,
  satisfactionAtVerification,
  stabilityHolds,
  ...postReleaseRules,
];

/** Every fact that is due, each rule knowing what the ones before it said. Nothing is due once the release has ended. */
export function dueFacts(known: Known, evolve: (state: WatchState, event: WatchEvent) => WatchState): WatchEvent[] {
  if (known.circumstances.ended) return [];
  let { state } = known;
  return rules.flatMap((rule) => {
    const facts = rule({ ...known, state });
    state = facts.reduce(evolve, state);
    return facts;
  });
}

/** The newest results of these targets when all of them are as expected. */
function allPassed(targets: readonly HealthTarget[], { latest }: Observation): CheckResult[] | undefined {
  const results = targets.map(({ name }) => latest[name]);
  return results.every((result) => result?.passed === true) ? (results as CheckResult[]) : undefined;
}
