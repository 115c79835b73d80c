import {
  CoverageConfirmed,
  CoverageMissing,
  HealthBreached,
  HealthWindowRecorded,
  PostReleaseWatchCompleted,
  PostReleaseWatchStarted,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  TrendsAnalysed,
  WatchConfigured,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { Circumstances } from '../assessment/circumstances.js';
import type { Observation } from '../assessment/observation.js';
import { admin, configuration, home, release } from '../fixtures.js';
import {
  allAnswered,
  answered,
  assessment,
  at,
  bad,
  baseline,
  breachOf,
  burning,
  configured,
  confirmed,
  good,
  known,
  now,
  performs,
  rated,
  released,
  running,
  seen,
  started,
  verifying,
  windowTo,
} from './fixtures.js';
import { watch } from './watch.decider.js';
import type { WatchEvent } from './watch.state.js';

const { releaseId } = release;
const { given } = specificationFor(watch, { now, actor: { id: 'radia' } }, (actual) => expect(actual));
const assess = (circumstances: Circumstances, history: readonly WatchEvent[], more: Partial<Observation> = {}) =>
  given(...history).when(assessment(circumstances, history, more));

describe('coverage', () => {
  const alert = { receipt: '202', deliveredAt: now };
  const results = [answered('home'), answered('search')];
  const attempt = (more: object) => ({
    ...{ type: 'RecordCoverage' as const, releaseId, watch: configuration, results, alert },
    ...more,
  });
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
    given(configured, confirmedOnce, other)
      .when(attempt({ watch: other.data }))
      .then(confirmedOnce);
    given(configured, confirmedOnce, other).when(attempt({})).thenNothing();
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
    assess(known, before, { newest: allAnswered }).then(running, baseline, confirmed);
    assess(known, before, { newest: { home: [seen('home')] } }).thenNothing();
  });

  it('health is not confirmed by fewer than five samples, nor by bad ones', () => {
    assess(known, before, { newest: allAnswered, recent: { ...good, samples: 4 } }).then(running);
    assess(known, [...before, running, baseline], { recent: bad }).thenNothing();
  });

  it('nothing runs before the deployment has succeeded', () => {
    const rolling: Circumstances = { ...known, rollout: { status: 'rolling-out', since: at(90) } };
    assess(rolling, before, { newest: allAnswered }).thenNothing();
  });

  it('nothing is said of what was seen of another watch', () => {
    const other = WatchConfigured.of({ ...configuration, targets: [home, admin] });
    assess(known, [...before, other], { newest: allAnswered }).thenNothing();
  });

  it('nothing is said once the release has ended', () => {
    assess({ ...known, ended: true }, before, { newest: allAnswered }).thenNothing();
  });
});

describe('a breach of the error budget', () => {
  const rolling: Circumstances = { ...known, rollout: { status: 'rolling-out', since: at(90) } };

  it('is said while the release rolls out, and closes the window in which it was found', () => {
    const history = [configured, started, windowTo(98, true)];
    const closed = HealthWindowRecorded.of({ releaseId, from: at(98), to: now, measurements: bad, healthy: false });
    const events = assess(rolling, history, { burning: burning('home'), window: bad }).events();
    expect(events[0]).toMatchObject({ type: HealthBreached.type, data: { target: 'home', window: 'PT5S' } });
    expect(events.slice(1)).toEqual([closed]);
  });

  it('is not said again until a window was healthy', () => {
    assess(rolling, [configured, started, breachOf('home'), windowTo(99, false)], {
      burning: burning('home'),
    }).thenNothing();
  });

  it('is nothing while the release rolls back', () => {
    const back: Circumstances = { ...known, rollout: { status: 'rolling-back', since: at(95) } };
    assess(back, [configured, started, windowTo(99, true)], { burning: burning('home') }).thenNothing();
  });

  it('restarts the stability window', () => {
    const history = [...released, performs];
    const stable = StabilityConfirmed.of({ releaseId, from: at(91), to: now, measurements: good });
    assess(verifying, history, { stability: good }).then(stable);
    const broken = [...history, breachOf('home'), windowTo(98, false), windowTo(99, true), confirmed, performs];
    assess(verifying, broken, { stability: good }).thenNothing();
  });
});

describe('stability', () => {
  it('is not confirmed when nothing was probed for most of the time', () => {
    const verifyingLong: Circumstances = { ...known, verifyingSince: at(10) };
    const history = [...released, performs];
    assess(verifyingLong, history, { stability: good }).thenNothing();
  });

  it('is not confirmed by the samples of one target when there are more', () => {
    const verifyingShort: Circumstances = { ...known, verifyingSince: at(76) };
    const history = [...released, performs];
    assess(verifyingShort, history, { stability: good }).thenNothing();
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
  const asked: Circumstances = { ...known, feedbackCollected: true };
  const measured = SatisfactionMeasured.of({ releaseId, stage: 'verification', ratings: 4, satisfaction: 0.75 });

  it('is the share of ratings of 4 and 5 of enough users, and is not made up', () => {
    assess(asked, released).thenNothing();
    assess(asked, released, rated(5)).thenNothing();
    const four = rated(5, 4, 3, 5);
    assess(asked, released, four).then(measured);
    assess(asked, [...released, measured], four).thenNothing();
  });

  it('is measured again when ratings change it', () => {
    const worse = SatisfactionMeasured.of({ ...measured.data, satisfaction: 0.5 });
    assess(asked, [...released, measured], rated(5, 4, 1, 1)).then(worse);
  });

  it('is measured again when the people who rated have joined the team, though none is left', () => {
    const nobody = SatisfactionMeasured.of({ ...measured.data, ratings: 0, satisfaction: 0 });
    assess(asked, released).thenNothing();
    assess(asked, [...released, measured]).then(nobody);
  });
});

describe('the watch after the release', () => {
  const history = [
    ...released,
    SatisfactionMeasured.of({ releaseId, stage: 'verification', ratings: 2, satisfaction: 1 }),
  ];
  const monitoring: Circumstances = { ...known, monitoringSince: at(97) };
  const said = rated(5, 4);

  it('starts with the step, for as long as the policy says, and says when that changes', () => {
    const begun = PostReleaseWatchStarted.of({ releaseId, until: at(101) });
    assess(monitoring, history, said).then(begun);
    assess(monitoring, [...history, begun], said).thenNothing();
    const durations = { ...release.policy.durations, watch: 'PT9S' };
    const longer = { ...monitoring, release: { ...release, policy: { ...release.policy, durations } } };
    assess(longer, [...history, begun], said).then(PostReleaseWatchStarted.of({ releaseId, until: at(106) }));
  });

  it('ends with every verdict that the gates need, together', () => {
    const over: Circumstances = { ...monitoring, monitoringSince: at(96) };
    const begun = PostReleaseWatchStarted.of({ releaseId, until: at(100) });
    const events = assess(over, [...history, begun], { watch: good, watched: { home: 20 }, ...said }).events();
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
