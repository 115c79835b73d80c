import {
  PostReleaseWatchCompleted,
  PostReleaseWatchStarted,
  SlaEvaluated,
  TrendsAnalysed,
  type Measurements,
} from '@slipway/contracts';
import type { WatchEvent } from '../watch/watch.state.js';
import { isCriticalHealth, type DueRule, type Known } from './known.js';
import { changeAgainst, performsWithin, uptimeOf } from './health.js';
import { expectedProbes, watchUntil } from './ranges.js';
import { satisfaction } from './satisfaction.js';
import { countsOf, trendOf, type IssueCounts, type Range } from './trend.js';

/** Recorded again when the watch gets shorter or longer on the way. */
const watchIsUnderWay: DueRule = ({ state, circumstances }) => {
  const until = watchUntil(circumstances);
  if (until === undefined || state.postRelease === 'completed' || state.postReleaseUntil === until) return [];
  return [PostReleaseWatchStarted.of({ releaseId: circumstances.release.releaseId, until })];
};

/**
 * All facts that the gates after the release depend on are recorded at once, before any report of the step. A later
 * breach, and its end, reopen the watch: then they are recorded again, up to that time.
 */
const watchIsOver: DueRule = (known) => {
  const { state, observation } = known;
  const { watch: measured, issues, ranges } = observation;
  if (state.postRelease !== 'running' || measured === undefined || issues === undefined) return [];
  if (ranges.watch === undefined || measured.samples === 0) return [];
  return [...conclusions(known, measured, ranges.watch), trends(known, measured, issues)];
};

/** A period with few samples confirms nothing: a version must not pass because nobody measured it. */
function conclusions(
  { state, watch, circumstances, observation }: Known,
  measured: Measurements,
  range: Range,
): WatchEvent[] {
  const { releaseId, policy } = circumstances.release;
  const critical = watch.targets.filter(isCriticalHealth);
  const probes = expectedProbes(circumstances, range);
  const covered = critical.filter(({ name }) => (observation.watched?.[name] ?? 0) >= probes);
  const samples = probes * critical.length;
  const objective = policy.thresholds.uptime;
  const uptime = uptimeOf(measured, samples);
  return [
    PostReleaseWatchCompleted.of({
      releaseId,
      ...range,
      uptime,
      coverage: covered.length / critical.length,
      performanceMet: measured.samples >= samples && performsWithin(measured, watch.levels),
      breaches: state.breaches - state.breachesBefore,
      measurements: measured,
    }),
    SlaEvaluated.of({ releaseId, uptime, objective, met: uptime >= objective }),
  ];
}

const trends = ({ state, circumstances }: Known, measured: Measurements, issues: IssueCounts): WatchEvent =>
  TrendsAnalysed.of({
    releaseId: circumstances.release.releaseId,
    issues: countsOf(issues),
    trend: trendOf(issues),
    latencyChange: changeAgainst(state.baseline?.p95 ?? 0, measured.p95),
  });

const satisfactionAfterRelease: DueRule = (known) => {
  const { postRelease, satisfaction: said } = known.state;
  const isOver = postRelease === 'completed' || said['post-release'] !== undefined;
  return isOver ? satisfaction(known, 'post-release') : [];
};

export const postReleaseRules: readonly DueRule[] = [watchIsUnderWay, watchIsOver, satisfactionAfterRelease];
