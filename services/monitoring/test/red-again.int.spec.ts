import {
  AccessControlsBreached,
  AccessControlsVerified,
  HatTaken,
  HealthBreached,
  HealthConfirmed,
  HealthWindowRecorded,
  PerformanceConfirmed,
  PerformanceMissed,
  PostReleaseWatchCompleted,
  RollbackStarted,
  SatisfactionMeasured,
  StabilityConfirmed,
  SystemRunning,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { Application, WatchedSystem } from './watched-system.js';
import { patience, watching } from './watching.js';

let system: WatchedSystem;
const applications: Application[] = [];
const { seen, until, untilTimes, planned, deploy, rate, end, started, watchOfRelease } = watching(() => system);

beforeAll(async () => {
  system = await WatchedSystem.start();
});
afterAll(async () => {
  await system.stop();
  await Promise.all(applications.map((application) => application.stop()));
});

const up: Application['answer'] = (_, response) => response.end('shop 1.1.0');
const down: Application['answer'] = (request) => request.socket.destroy();
const slow: Application['answer'] = (_, response) => setTimeout(() => response.end('shop 1.1.0'), 700);

/** A release that runs well, of an application of its own: each has windows to wait for, so that the tests wait side by side. */
async function deployed(name: string) {
  const application = await new Application().start();
  applications.push(application);
  const release = await started(name, application);
  await deploy(release);
  await until(release, SystemRunning, HealthConfirmed);
  return { release, application };
}

describe('green turns red', () => {
  it.concurrent('in a total outage while people accept, and again after stability was confirmed', async () => {
    const { release, application } = await deployed('outage');
    await system.begin(release, 'conduct-user-acceptance');
    application.answer = down;
    await until(release, HealthBreached);
    expect(await watchOfRelease(release)).toMatchObject({ healthy: false, openBreaches: [{ target: 'home' }] });
    application.answer = up;
    await untilTimes(release, HealthConfirmed, 2);

    await system.begin(release, 'verify-health');
    await until(release, StabilityConfirmed, PerformanceConfirmed, AccessControlsVerified);
    application.answer = down;
    await untilTimes(release, HealthBreached, 2);
    expect(await watchOfRelease(release)).toMatchObject({ healthy: false, stable: false, performs: false });
    application.answer = up;
    const [, again] = await untilTimes(release, StabilityConfirmed, 2);
    const broken = (await seen(release, HealthWindowRecorded)).filter(({ healthy }) => healthy === false);
    expect(String(again?.['from']) >= String(broken.at(-1)?.['to'])).toBe(true);
    await untilTimes(release, HealthConfirmed, 3);
    await untilTimes(release, PerformanceConfirmed, 2);
    // Nothing answered, so nothing was let in.
    expect(await seen(release, AccessControlsBreached)).toEqual([]);
    await end(release);
  });

  it.concurrent('when what must be denied is allowed, until it is denied again', async () => {
    const { release, application } = await deployed('opened');
    await system.begin(release, 'verify-health');
    await until(release, AccessControlsVerified);
    application.admin = 200;
    await until(release, AccessControlsBreached);
    expect(await seen(release, AccessControlsBreached)).toMatchObject([
      { results: [{ name: 'admin', passed: false, observed: expect.stringContaining('status 200') }] },
    ]);
    expect(await watchOfRelease(release)).toMatchObject({ accessVerified: false });
    application.admin = 401;
    await untilTimes(release, AccessControlsVerified, 2);
    await end(release);
  });

  it.concurrent('when answers are slower than the levels, until they are fast again', async () => {
    const { release, application } = await deployed('slowed');
    await system.begin(release, 'verify-health');
    await until(release, PerformanceConfirmed);
    application.answer = slow;
    await until(release, PerformanceMissed);
    application.answer = up;
    await untilTimes(release, PerformanceConfirmed, 2);
    await end(release);
  });

  it.concurrent(
    'also between the end of the watch and that of the release, and the watch is completed again',
    async () => {
      const { release, application } = await deployed('late');
      await system.begin(release, 'verify-health');
      await system.begin(release, 'monitor-postrelease');
      await until(release, PostReleaseWatchCompleted);
      application.answer = down;
      await until(release, HealthBreached);
      const [first, again] = await untilTimes(release, PostReleaseWatchCompleted, 2);
      expect(first).toMatchObject({ breaches: 0 });
      expect(again).toMatchObject({ breaches: 1, from: first?.['from'] });
      expect(String(again?.['to']) > String(first?.['to'])).toBe(true);
      await end(release);
    },
  );

  it.concurrent('never, once the release goes back', async () => {
    const { release, application } = await deployed('returned');
    const { releaseId } = release;
    const rolledBack = RollbackStarted.of({ releaseId, reason: 'it leaks', to: [] });
    await system.other('deployment').says('deployment', releaseId, rolledBack);
    await eventually(async () => (await watchOfRelease(release)).rollout.status === 'rolling-back', patience);
    application.answer = down;
    // Another release, which breaks meanwhile, shows that time has passed.
    const other = await started('meanwhile', application);
    await deploy(other);
    await until(other, HealthBreached);
    expect(await seen(release, HealthBreached)).toEqual([]);
    for (const each of [release, other]) await end(each);
  });
});

describe('satisfaction', () => {
  it.concurrent(
    'counts what each user said last, not what came last, nobody of the team, and follows until the end',
    async () => {
      const { release } = await deployed('rated');
      const { releaseId } = release;
      const by = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: 'dev.slipway.planning.approval-given.v1' };
      await planned(release, HatTaken.of({ releaseId, hat: 'approver', person: 'grace', by }));
      const earlier = new Date().toISOString();
      for (const user of ['Ada', 'grace ']) await rate(release, user, 5);
      await rate(release, 'u-1', 1);
      await rate(release, 'U-1', 5, earlier);
      await rate(release, 'u-2', 5);
      await system.begin(release, 'verify-health');
      await until(release, SatisfactionMeasured);
      expect(await seen(release, SatisfactionMeasured)).toMatchObject([{ ratings: 2, satisfaction: 0.5 }]);
      expect(await watchOfRelease(release)).toMatchObject({ ratings: { counted: 2, needed: 2 } });
      await rate(release, 'u-3', 1);
      await rate(release, 'u-2', 1);
      await eventually(async () => {
        const measured = await seen(release, SatisfactionMeasured);
        return measured.at(-1)?.['ratings'] === 3 && measured.at(-1)?.['satisfaction'] === 0;
      }, patience);
      await end(release);
    },
  );
});
