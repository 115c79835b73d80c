import {
  BaselineRecorded,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  PerformanceConfirmed,
  SystemRunning,
  WatchConfigured,
  WatchStarted,
} from '@slipway/contracts';
import { beginning, type Circumstances } from '../assessment/circumstances.js';
import type { Observation, Seen } from '../assessment/observation.js';
import { rangesOf } from '../assessment/ranges.js';
import { configuration, release } from '../fixtures.js';
import type { Assess } from './watch.commands.js';
import { evolve, initialWatch, type WatchEvent } from './watch.state.js';

export const at = (second: number): string =>
  new Date(Date.parse('2026-11-23T10:00:00.000Z') + second * 1000).toISOString();
export const now = at(100);
const { releaseId } = release;

export const configured = WatchConfigured.of(configuration);
export const started = WatchStarted.of({ releaseId, targets: ['home', 'search', 'admin'] });
export const good = { samples: 20, errors: 0, availability: 1, p95: 20, p99: 30 };
export const bad = { ...good, errors: 10, availability: 0.5 };
export const slow = { ...good, p95: 300, p99: 500 };
export const answered = (name: string) => ({ name, passed: true, observed: 'as expected', milliseconds: 4 });
export const seen = (name: string, status: number | null = 200, passed = true): Seen => ({
  ...answered(name),
  passed,
  status,
});
export const allAnswered = { home: [seen('home')], search: [seen('search')] };
export const running = SystemRunning.of({
  releaseId,
  version: release.version,
  results: [answered('home'), answered('search')],
});
export const baseline = BaselineRecorded.of({ releaseId, artifacts: release.artifacts, baseline: good });
export const confirmed = HealthConfirmed.of({ releaseId, measurements: good });
export const performs = PerformanceConfirmed.of({ releaseId, measurements: good, levels: configuration.levels });
export const windowTo = (second: number, healthy: boolean) =>
  HealthWindowRecorded.of({ releaseId, from: at(0), to: at(second), measurements: healthy ? good : bad, healthy });
export const released = [configured, started, running, baseline, confirmed, windowTo(99, true)];

export const breachOf = (target: string) =>
  HealthBreached.of({ releaseId, target, burnRate: 500, window: 'PT5S', measurements: bad });
export const burning = (target: string) =>
  [5000, 2000].map((window) => ({ target, window, slow: 0, measurements: bad }));

export const known: Circumstances = {
  ...beginning(release, {
    id: '0199aaaa-0000-7000-8000-000000000000',
    type: 'x',
    data: {},
    correlationId: '0199aaaa-0000-7000-8000-000000000001',
    occurredAt: at(0),
  }),
  watch: configuration,
  watchingSince: at(1),
  deployingSince: at(80),
  rollout: { status: 'deployed', since: at(90) },
};
export const verifying: Circumstances = { ...known, verifyingSince: at(91) };
/** What users say, each with a rating. */
export const rated = (...given: readonly number[]) => ({
  opinions: given.map((rating) => ({ rating, count: 1 })),
});
export const noIssues = { raised: 0, resolved: 0, firstHalf: 0, secondHalf: 0 };

/** An assessment after this history, of what was seen. */
export function assessment(
  circumstances: Circumstances,
  history: readonly WatchEvent[],
  more: Partial<Observation> = {},
): Assess {
  const ranges = rangesOf(circumstances, history.reduce(evolve, initialWatch), now);
  const measured = { recent: good, recentSlow: 0, window: good, burning: [], opinions: [], issues: noIssues };
  const observation = { ranges, newest: {}, ...measured, ...more };
  return { type: 'Assess', circumstances, observation };
}
