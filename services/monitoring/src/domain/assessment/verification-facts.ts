import {
  AccessControlsBreached,
  AccessControlsVerified,
  PerformanceConfirmed,
  PerformanceMissed,
  StabilityConfirmed,
  type CheckResult,
} from '@slipway/contracts';
import { fewestSamples, isWithin, performsWithin } from './health.js';
import { allPassed, isCriticalHealth, openTargets, type DueRule, type Known } from './known.js';
import { newestProbes, type Seen } from './observation.js';
import { expectedProbes, stabilityFrom } from './ranges.js';

/** One slow answer alone is no trend. */
const fewestSlowAnswers = 2;

const isVerified = ({ circumstances: { verifyingSince, rollout } }: Known): boolean =>
  verifyingSince !== undefined && rollout.status === 'deployed';

const performanceHolds: DueRule = (known) => {
  const { state, watch, circumstances, observation } = known;
  const { recent } = observation;
  if (state.performs || openTargets(known).length > 0 || !isVerified(known)) return [];
  if (recent.samples < fewestSamples || !performsWithin(recent, watch.levels)) return [];
  const { releaseId } = circumstances.release;
  return [PerformanceConfirmed.of({ releaseId, measurements: recent, levels: watch.levels })];
};

const performanceIsMissed: DueRule = ({ state, watch, circumstances, observation }) => {
  const { recent, recentSlow } = observation;
  if (!state.performs || recent.samples < fewestSamples) return [];
  if (performsWithin(recent, watch.levels) || recentSlow < fewestSlowAnswers) return [];
  const { releaseId } = circumstances.release;
  return [PerformanceMissed.of({ releaseId, measurements: recent, levels: watch.levels })];
};

/** Probing can stop for a while: then nothing proves that there was no breach, and the window goes on. */
const stabilityHolds: DueRule = (known) => {
  const { state, watch, circumstances, observation } = known;
  const { stability: measurements, ranges } = observation;
  const range = ranges.stability;
  if (state.stable || range === undefined || measurements === undefined) return [];
  if (range.from !== stabilityFrom(circumstances, state) || openTargets(known).length > 0) return [];
  const expected = expectedProbes(circumstances, range) * watch.targets.filter(isCriticalHealth).length;
  if (measurements.samples < Math.max(fewestSamples, expected) || !isWithin(measurements, watch.levels)) return [];
  return [StabilityConfirmed.of({ releaseId: circumstances.release.releaseId, ...range, measurements })];
};

const accessIsControlled: DueRule = (known) => {
  const { state, watch, circumstances, observation } = known;
  if (state.accessVerified || !isVerified(known)) return [];
  const results = allPassed(
    watch.targets.filter(({ purpose }) => purpose === 'access'),
    observation,
  );
  const { releaseId } = circumstances.release;
  return results === undefined ? [] : [AccessControlsVerified.of({ releaseId, results })];
};

/** From answers only, and twice in a row: a system that does not answer lets nobody in, and its health is breached. */
const accessIsBreached: DueRule = ({ state, watch, circumstances, observation: { newest } }) => {
  if (!state.accessVerified) return [];
  const wrong = watch.targets.flatMap(({ name, purpose, check }) => {
    const seen = purpose === 'access' ? (newest[name] ?? []) : [];
    const isWrong = seen.length === newestProbes && seen.every((each) => isAnotherAnswer(each, check.expect.status));
    return isWrong ? seen.slice(0, 1).map(resultOf) : [];
  });
  const { releaseId } = circumstances.release;
  return wrong.length === 0 ? [] : [AccessControlsBreached.of({ releaseId, results: wrong })];
};

/** Another answer than the expected one, and no failure of the system. */
const isAnotherAnswer = ({ status }: Seen, expected: number): boolean =>
  status !== null && status < 500 && status !== expected;

const resultOf = ({ status: _, ...result }: Seen): CheckResult => result;

export const verificationRules: readonly DueRule[] = [
  performanceHolds,
  performanceIsMissed,
  accessIsControlled,
  accessIsBreached,
  stabilityHolds,
];
