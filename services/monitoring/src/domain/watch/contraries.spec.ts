import {
  AccessControlsBreached,
  AccessControlsVerified,
  HealthBreached,
  HealthWindowRecorded,
  PerformanceMissed,
  PostReleaseWatchCompleted,
  PostReleaseWatchStarted,
  SatisfactionMeasured,
  SlaEvaluated,
  StabilityConfirmed,
  TrendsAnalysed,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { Circumstances } from '../assessment/circumstances.js';
import type { Observation } from '../assessment/observation.js';
import { configuration, release } from '../fixtures.js';
import {
  answered,
  assessment,
  at,
  bad,
  breachOf,
  burning,
  confirmed,
  good,
  known,
  now,
  performs,
  rated,
  released,
  seen,
  slow,
  verifying,
  windowTo,
} from './fixtures.js';
import { watch } from './watch.decider.js';
import type { WatchEvent } from './watch.state.js';

const { releaseId } = release;
const { given } = specificationFor(watch, { now, actor: { id: 'radia' } }, (actual) => expect(actual));
const assess = (circumstances: Circumstances, history: readonly WatchEvent[], more: Partial<Observation> = {}) =>
  given(...history).when(assessment(circumstances, history, more));
const types = (events: readonly WatchEvent[]) => events.map(({ type }) => type);

const stable = (from: number) => StabilityConfirmed.of({ releaseId, from: at(from), to: at(95), measurements: good });
const verified = AccessControlsVerified.of({ releaseId, results: [answered('admin')] });
const green = [...released, performs, verified, stable(91)];

describe('a breach after everything was confirmed', () => {
  const red = [...green, breachOf('home'), windowTo(97, false)];

  it('is said, whatever the release waits for', () => {
    const events = assess(verifying, green, { burning: burning('home'), window: bad }).events();
    expect(types(events)).toEqual([HealthBreached.type, HealthWindowRecorded.type]);
  });

  it('leaves nothing confirmed until a window was healthy', () => {
    assess(verifying, red, { window: bad }).thenNothing();
    const state = given(...red)
      .when(assessment(verifying, red, { window: bad }))
      .state();
    expect(state).toMatchObject({
      healthy: false,
      stable: false,
      performs: false,
      openBreaches: [{ target: 'home', since: at(97) }],
    });
  });

  it('is confirmed to be over, and stable only after a whole window since then', () => {
    const over = [...red, windowTo(99, true)];
    assess(verifying, over).then(confirmed, performs);
    const seenSince = [...green, breachOf('home'), windowTo(94, false), windowTo(99, false)];
    assess(verifying, seenSince).thenNothing();
    const again = [...green, breachOf('home'), windowTo(95, false), windowTo(99, true), confirmed, performs];
    const since = StabilityConfirmed.of({ releaseId, from: at(95), to: now, measurements: good });
    assess(verifying, again, { stability: good }).then(since);
    assess(verifying, [...over, confirmed, performs], { stability: good }).thenNothing();
  });

  it('of another target is said too, while the first is not over', () => {
    const both = [...burning('home'), ...burning('search')];
    const events = assess(verifying, red, { burning: both, window: bad }).events();
    expect(events[0]?.data).toMatchObject({ target: 'search' });
    expect(types(events)).toEqual([HealthBreached.type, HealthWindowRecorded.type]);
  });

  it('is over when all of the newest samples are from after it, and then said again when it comes back', () => {
    const passed = [...green, breachOf('home'), windowTo(95, false)];
    const long: Circumstances = { ...verifying, rollout: { status: 'deployed', since: at(80) } };
    expect(types(assess(long, passed).events()).slice(0, 1)).toEqual([confirmed.type]);
    const back = assess(long, [...passed, confirmed], { burning: burning('home'), window: bad }).events();
    expect(types(back)).toContain(HealthBreached.type);
  });

  it('is said again in the next phase of a rollout, whose traffic is another', () => {
    const phase: Circumstances = { ...known, rollout: { status: 'rolling-out', since: at(98) } };
    const events = assess(phase, red, { burning: burning('home'), window: bad }).events();
    expect(types(events)).toEqual([HealthBreached.type, HealthWindowRecorded.type]);
  });

  it('is not over, nor is anything else said, while the release goes back', () => {
    const back: Circumstances = { ...verifying, rollout: { status: 'rolling-back', since: at(97) } };
    assess(back, [...red, windowTo(99, true)], { burning: burning('home') }).thenNothing();
    assess(back, released, rated(5, 5)).thenNothing();
  });
});

it('stability is not confirmed of a time that was not within the levels, though nothing burned too fast', () => {
  const some = { ...good, samples: 1000, errors: 20, availability: 0.98 };
  assess(verifying, [...released, performs, verified], { stability: some }).thenNothing();
});

describe('performance', () => {
  const missed = PerformanceMissed.of({ releaseId, measurements: slow, levels: configuration.levels });

  it('is missed when answers are slower than the levels again, and confirmed when they no longer are', () => {
    assess(verifying, green, { recent: slow, recentSlow: 2 }).then(missed);
    assess(verifying, [...green, missed], { recent: slow, recentSlow: 2 }).thenNothing();
    assess(verifying, [...green, missed]).then(performs);
  });

  it('is not missed by one slow answer, nor by few answers', () => {
    assess(verifying, green, { recent: slow, recentSlow: 1 }).thenNothing();
    assess(verifying, green, { recent: { ...slow, samples: 4 }, recentSlow: 2 }).thenNothing();
  });
});

describe('access', () => {
  const open = seen('admin', 200, false);
  const denied = seen('admin', 401);
  const breached = AccessControlsBreached.of({ releaseId, results: [{ ...answered('admin'), passed: false }] });

  it('is breached when what must be denied is allowed twice in a row, and verified when it is denied again', () => {
    assess(verifying, green, { newest: { admin: [open, open] } }).then(breached);
    assess(verifying, [...green, breached], { newest: { admin: [open, open] } }).thenNothing();
    assess(verifying, [...green, breached], { newest: { admin: [denied, open] } }).then(verified);
  });

  it('is not breached by one answer, by none, or by a system that is down', () => {
    for (const admin of [
      [open],
      [open, denied],
      [seen('admin', null, false), open],
      [seen('admin', 503, false), open],
    ]) {
      assess(verifying, green, { newest: { admin } }).thenNothing();
    }
  });
});

describe('after the watch was completed', () => {
  const over: Circumstances = { ...verifying, monitoringSince: at(92) };
  const measured = (stage: 'verification' | 'post-release') =>
    SatisfactionMeasured.of({ releaseId, stage, ratings: 2, satisfaction: 1 });
  const completed = PostReleaseWatchCompleted.of({
    ...{ releaseId, from: at(92), to: at(96), uptime: 1, coverage: 1, performanceMet: true, breaches: 0 },
    measurements: good,
  });
  const begun = PostReleaseWatchStarted.of({ releaseId, until: at(96) });
  const done = [...green, measured('verification'), begun, completed, measured('post-release')];

  it('nothing more is said of it while all is well', () => {
    assess(over, done, { watch: good, ...rated(5, 4) }).thenNothing();
  });

  it('a breach is said, and the watch is completed again with it, as it is when the breach is over', () => {
    const events = assess(over, done, { burning: burning('home'), window: bad, ...rated(5, 4) }).events();
    expect(types(events)).toEqual([HealthBreached.type, HealthWindowRecorded.type]);
    const verdicts = [PostReleaseWatchCompleted.type, SlaEvaluated.type, TrendsAnalysed.type];
    const red = [...done, breachOf('home'), windowTo(98, false)];
    const again = assess(over, red, { watch: bad, ...rated(5, 4) }).events();
    expect(types(again)).toEqual(verdicts);
    expect(again[0]?.data).toMatchObject({ from: at(92), to: now, breaches: 1, measurements: bad });
    const ended = [...red, ...again, windowTo(99, true)];
    expect(types(assess(over, ended, { watch: bad, ...rated(5, 4) }).events()).slice(-3)).toEqual(verdicts);
  });

  it('satisfaction is still measured again when ratings change it', () => {
    expect(assess(over, done, rated(5, 1)).events()).toMatchObject([
      { data: { stage: 'verification', satisfaction: 0.5 } },
      { data: { stage: 'post-release', satisfaction: 0.5 } },
    ]);
  });
});

it('nothing is breached before the deployment begins', () => {
  const before: Circumstances = { ...known, rollout: { status: 'none', since: at(0) } };
  assess(before, released.slice(0, 2).concat(windowTo(99, true)), { burning: burning('home') }).thenNothing();
});
