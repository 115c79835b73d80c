import {
  BaselineRecorded,
  CoverageConfirmed,
  CoverageMissing,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  PerformanceConfirmed,
  PostReleaseWatchCompleted,
  PostReleaseWatchStarted,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  SystemRunning,
  TrendsAnalysed,
  WatchConfigured,
  WatchStarted,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { beginning, type Circumstances } from '../assessment/circumstances.js';
import type { Observation } from '../assessment/observation.js';
import { rangesOf } from '../assessment/ranges.js';
import { admin, configuration, home, release, search } from '../fixtures.js';
import { evolve, initialWatch, type WatchEvent } from './watch.state.js';
import { watch } from './watch.decider.js';

const at = (second: number): string => new Date(Date.parse('2026-11-23T10:00:00.000Z') + second * 1000).toISOString();
const now = at(100);
const { releaseId } = release;
const { given } = specificationFor(watch, { now, actor: { id: 'radia' } }, (actual) => expect(actual));

const configured = WatchConfigured.of(configuration);
const started = WatchStarted.of({ releaseId, targets: ['home', 'search', 'admin'] });
const good = { samples: 20, errors: 0, availability: 1, p95: 20, p99: 30 };
const bad = { ...good, errors: 10, availability: 0.5 };
const answered = (name: string) => ({ name, passed: true, observed: 'as expected', milliseconds: 4 });
const running = SystemRunning.of({
  releaseId,
  version: release.version,
  results: [answered('home'), answered('search')],
});
const baseline = BaselineRecorded.of({ releaseId, artifacts: release.artifacts, baseline: good });
const confirmed = HealthConfirmed.of({ releaseId, measurements: good });
const windowTo = (second: number, healthy: boolean) =>
  HealthWindowRecorded.of({ releaseId, from: at(0), to: at(second), measurements: healthy ? good : bad, healthy });
const released = [configured, started, running, baseline, confirmed, windowTo(99, true)];

const known: Circumstances = {
  ...beginning(release, {
    id: '0199aaaa-0000-7000-8000-000000000000',
    type: 'x',
    data: {},
    correlationId: '0199aaaa-0000-7000-8000-000000000001',
    occurredAt: at(0),
  }),
  watchingSince: at(1),
  rollout: { status: 'deployed', since: at(90) },
};

const allAnswered = { home: answered('home'), search: answered('search') };

function assess(circumstances: Circumstances, history: readonly WatchEvent[], seen: Partial<Observation> = {}) {
  const state = history.reduce(evolve, initialWatch);
  const ranges = rangesOf(circumstances, state, now);
  const observation = { ranges, latest: {}, recent: good, window: good, burning: [], ...seen };
  return given(...history).when({ type: 'Assess', circumstances, observation });
}

describe('configuring a watch', () => {
  const configure = { type: 'ConfigureWatch' as const, ...configuration };

  it('records targets, levels and interval, once', () => {
    given().when(configure).then(configured);
    given(configured).when(configure).thenNothing();
  });

  it('needs a target that proves that access is denied', () => {
    given()
      .when({ ...configure, targets: [home] })
      .thenRejected('ACCESS_TARGET_MISSING');
  });

  it('needs a critical health target', () => {
    given()
      .when({ ...configure, targets: [{ ...home, critical: false }, admin] })
      .thenRejected('CRITICAL_TARGET_MISSING');
  });

  it('needs names that differ', () => {
    given()
      .when({ ...configure, targets: [home, { ...search, name: 'home' }, admin] })
      .thenRejected('TARGET_NAME_REPEATED');
  });
});

describe('coverage', () => {
  const alert = { receipt: '202', deliveredAt: now };
  const results = [answered('home'), answered('search')];
  const attempt = (more: object) => ({ type: 'RecordCoverage' as const, releaseId, results, alert, ...more });
  const silent = [answered('home'), { ...answered('search'), passed: false }];
  const reason = '1 of 2 critical targets did not answer';
  const missing = CoverageMissing.of({ releaseId, coverage: 0.5, results: silent, reason });

  it('is confirmed when every critical target answers and the test alert arrives', () => {
    given(configured)
      .when(attempt({}))
      .then(CoverageConfirmed.of({ releaseId, coverage: 1, answered: results, testAlert: alert }));
  });

  it('stays confirmed until other targets are configured', () => {
    const confirmedOnce = CoverageConfirmed.of({ releaseId, coverage: 1, answered: results, testAlert: alert });
    given(configured, confirmedOnce).when(attempt({})).thenNothing();
    const other = WatchConfigured.of({ ...configuration, targets: [home, admin] });
    given(configured, confirmedOnce, other).when(attempt({})).then(confirmedOnce);
  });

  it('is missing, with the reason, and says the same gap once', () => {
    given(configured)
      .when(attempt({ results: silent }))
      .then(missing);
    given(configured, missing)
      .when(attempt({ results: silent }))
      .thenNothing();
  });

  it('is missing without the test alert', () => {
    const failed = 'the test alert was not delivered: refused';
    given(configured)
      .when(attempt({ alert: { failure: 'refused' } }))
      .then(CoverageMissing.of({ releaseId, coverage: 1, results, reason: failed }));
  });

  it('needs a watch', () => {
    given().when(attempt({})).thenRejected('WATCH_NOT_CONFIGURED');
  });
});

describe('after the deployment', () => {
  const before = [configured, started, windowTo(99, true)];

  it('the system runs once every critical target answers as its check expects', () => {
    assess(known, before, { latest: allAnswered }).then(running, baseline, confirmed);
    assess(known, before, { latest: { home: answered('home') } }).thenNothing();
  });

  it('health is not confirmed by fewer than five samples, nor by bad ones', () => {
    assess(known, before, { latest: allAnswered, recent: { ...good, samples: 4 } }).then(running);
    assess(known, [...before, running, baseline], { recent: bad }).thenNothing();
  });

  it('nothing runs before the deployment has succeeded', () => {
    const rolling: Circumstances = { ...known, rollout: { status: 'rolling-out', since: at(90) } };
    assess(rolling, before, { latest: allAnswered }).thenNothing();
  });

  it('nothing is said once the release has ended', () => {
    assess({ ...known, ended: true }, before, { latest: allAnswered }).thenNothing();
  });
});

describe('a breach of the error budget', () => {
  const burning = [5000, 2000].map((window) => ({ target: 'home', window, slow: 0, measurements: bad }));
  const breach = HealthBreached.of({ releaseId, target: 'home', burnRate: 500, window: 'PT5S', measurements: bad });
  const rolling: Circumstances = { ...known, rollout: { status: 'rolling-out', since: at(90) } };

  it('is said while the release rolls out, and closes the window in which it was found', () => {
    const history = [configured, started, windowTo(98, true)];
    const closed = HealthWindowRecorded.of({ releaseId, from: at(98), to: now, measurements: bad, healthy: false });
    const events = assess(rolling, history, { burning, window: bad }).events();
    expect(events[0]).toMatchObject({ type: HealthBreached.type, data: { target: 'home', window: 'PT5S' } });
    expect(events.slice(1)).toEqual([closed]);
  });

  it('is not said again until a window was healthy', () => {
    assess(rolling, [configured, started, breach, windowTo(99, false)], { burning }).thenNothing();
  });

  it('is nothing while the release rolls back', () => {
    const back: Circumstances = { ...known, rollout: { status: 'rolling-back', since: at(95) } };
    assess(back, [configured, started, windowTo(99, true)], { burning }).thenNothing();
  });

  it('restarts the stability window', () => {
    const verifying: Circumstances = { ...known, verifyingSince: at(91) };
    const history = [
      ...released,
      PerformanceConfirmed.of({ releaseId, measurements: good, levels: configuration.levels }),
    ];
    const stable = StabilityConfirmed.of({ releaseId, from: at(91), to: now, measurements: good });
    assess(verifying, history, { stability: good }).then(stable);
    assess(verifying, [...history, breach, windowTo(98, false), windowTo(99, true)], { stability: good }).thenNothing();
  });
});

describe('stability', () => {
  it('is not confirmed when nothing was probed for most of the time', () => {
    const verifying: Circumstances = { ...known, verifyingSince: at(10) };
    const history = [
      ...released,
      PerformanceConfirmed.of({ releaseId, measurements: good, levels: configuration.levels }),
    ];
    assess(verifying, history, { stability: good }).thenNothing();
  });

  it('is not confirmed by the samples of one target when there are more', () => {
    const verifying: Circumstances = { ...known, verifyingSince: at(76) };
    const history = [
      ...released,
      PerformanceConfirmed.of({ releaseId, measurements: good, levels: configuration.levels }),
    ];
    assess(verifying, history, { stability: good }).thenNothing();
  });
});

describe('a window', () => {
  const history = (second: number) => [...released, windowTo(second, true)];
  const few = { ...good, samples: 4 };

  it('is recorded when it is over, healthy or not', () => {
    const window = (from: number, measurements: typeof good, healthy: boolean) =>
      HealthWindowRecorded.of({ releaseId, from: at(from), to: now, measurements, healthy });
    assess(known, history(95)).then(window(95, good, true));
    assess(known, history(95), { window: bad }).then(window(95, bad, false));
    assess(known, history(96)).thenNothing();
  });

  it('goes on while there are too few samples, up to twice its length', () => {
    assess(known, history(95), { window: few }).thenNothing();
    const long = HealthWindowRecorded.of({ releaseId, from: at(90), to: now, measurements: few, healthy: true });
    assess(known, history(90), { window: few }).then(long);
  });
});

describe('satisfaction', () => {
  it('is the share of ratings of 4 and 5, and is not made up', () => {
    const asked: Circumstances = { ...known, feedbackCollected: true };
    assess(asked, released).thenNothing();
    assess({ ...asked, ratings: { ada: 5, grace: 4, linus: 3, radia: 5 } }, released).then(
      SatisfactionMeasured.of({ releaseId, stage: 'verification', ratings: 4, satisfaction: 0.75 }),
    );
  });
});

describe('the watch after the release', () => {
  const history = [
    ...released,
    SatisfactionMeasured.of({ releaseId, stage: 'verification', ratings: 1, satisfaction: 1 }),
  ];
  const monitoring: Circumstances = { ...known, monitoringSince: at(97), ratings: { ada: 5, grace: 4 } };

  it('starts with the step, for as long as the policy says, and says when that changes', () => {
    const begun = PostReleaseWatchStarted.of({ releaseId, until: at(101) });
    assess(monitoring, history).then(begun);
    assess(monitoring, [...history, begun]).thenNothing();
    const durations = { ...release.policy.durations, watch: 'PT9S' };
    const longer = { ...monitoring, release: { ...release, policy: { ...release.policy, durations } } };
    assess(longer, [...history, begun]).then(PostReleaseWatchStarted.of({ releaseId, until: at(106) }));
  });

  it('ends with every verdict that the gates need, together', () => {
    const over: Circumstances = { ...monitoring, monitoringSince: at(96) };
    const begun = PostReleaseWatchStarted.of({ releaseId, until: at(100) });
    const events = assess(over, [...history, begun], { watch: good, watched: { home: 20 } }).events();
    expect(events.map(({ type }) => type)).toEqual([
      PostReleaseWatchCompleted.type,
      SlaEvaluated.type,
      TrendsAnalysed.type,
      SatisfactionMeasured.type,
    ]);
    expect(events[0]?.data).toMatchObject({ uptime: 1, coverage: 0.5, performanceMet: true, breaches: 0 });
    expect(events[1]?.data).toMatchObject({ objective: 0.999, met: true });
    expect(events[2]?.data).toMatchObject({ trend: 'none', latencyChange: 0 });
  });
});
