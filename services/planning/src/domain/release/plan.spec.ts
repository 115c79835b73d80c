import { DurationOverridden, PlanFinalised, WindowReached } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, releasePolicy } from '@slipway/flow';
import type { Freeze } from './calendar.js';
import type { FinalisePlan, ReleaseCommand, Reserved } from './release.commands.js';
import { release } from './release.decider.js';
import { exampleContext, exampleRelease, granted, proposed } from './release.examples.js';
import { scheduleOf } from './schedule.js';

const { releaseId, window } = exampleRelease;
const { given } = specificationFor(release, exampleContext, expect);

describe('a plan', () => {
  const freeze: Freeze = { freezeId: 'holidays', environment: 'production', window, reason: 'peak season' };
  const occupied = [{ releaseId: 'till-2.0.0', environment: 'production', components: ['cart'], window }];
  const plan = (
    { freezes = [], slots = { status: 'reserved' } }: { freezes?: Freeze[]; slots?: Reserved } = {},
    changes: Partial<Pick<FinalisePlan, 'window' | 'freezeOverride' | 'seen'>> = {},
  ): ReleaseCommand => ({
    type: 'FinalisePlan',
    window,
    steps: baseFlow.steps,
    freezes,
    slots,
    seen: undefined,
    freezeOverride: undefined,
    ...changes,
  });
  const schedule = scheduleOf(baseFlow.steps, window.start);

  it('is the window with the schedule that follows from the template', () => {
    given(proposed()).when(plan()).then(PlanFinalised.of({ releaseId, window, schedule }));
  });

  it('refuses a window that has passed', () => {
    given(proposed())
      .when(plan({}, { window: { start: '2026-11-22T10:00:00.000Z', end: '2026-11-23T10:00:00.000Z' } }))
      .thenRejected('WINDOW_HAS_PASSED');
  });

  it('refuses a window within a freeze of the environment', () => {
    given(proposed())
      .when(plan({ freezes: [freeze] }))
      .thenRejected('FREEZE_IN_FORCE');
    given(proposed())
      .when(plan({ freezes: [{ ...freeze, environment: 'staging' }] }))
      .then(PlanFinalised.of({ releaseId, window, schedule }));
  });

  it('overrides freezes that granted exceptions name, several at once, where the type of the release may', () => {
    const other: Freeze = { ...freeze, freezeId: 'migration' };
    const hotfix = proposed({ type: 'hotfix', policy: releasePolicy(baseFlow, 'hotfix') });
    const freezes = [freeze, other];
    given(hotfix)
      .when(plan({ freezes }), { granted: [granted('freeze', ['holidays'])] })
      .thenRejected('EXCEPTION_REQUIRED', {
        kind: 'freeze',
        items: ['migration'],
        freezes,
        fix: expect.stringContaining('/exceptions {"kind":"freeze","items":["migration"]') as string,
      });
    given(hotfix)
      .when(plan({ freezes }), { granted: [granted('freeze', ['holidays']), granted('freeze', ['migration'])] })
      .then(PlanFinalised.of({ releaseId, window, schedule, overriddenFreezes: ['holidays', 'migration'] }));
    given(proposed())
      .when(plan({ freezes }), { granted: [granted('freeze', ['holidays', 'migration'])] })
      .thenRejected('FREEZE_IN_FORCE');
  });

  it('answers the override of one freeze with the exception to ask for', () => {
    const freezeOverride = { freezeId: 'holidays', reason: 'payments are down' };
    given(proposed())
      .when(plan({ freezes: [freeze] }, { freezeOverride }))
      .thenRejected('FREEZE_CANNOT_BE_OVERRIDDEN');
    given(proposed({ type: 'hotfix', policy: releasePolicy(baseFlow, 'hotfix') }))
      .when(plan({ freezes: [freeze] }, { freezeOverride }))
      .thenRejected('EXCEPTION_REQUIRED');
  });

  it('refuses a window in which another release has the same components', () => {
    given(proposed())
      .when(plan({ slots: { status: 'occupied', occupied } }))
      .thenRejected('COMPONENTS_OCCUPIED', { occupied, fix: 'choose another window' });
  });

  it('is not made on what was seen before another plan', () => {
    given(proposed(), PlanFinalised.of({ releaseId, window, schedule })).when(plan()).thenRejected('PLAN_CHANGED');
    given(proposed(), PlanFinalised.of({ releaseId, window, schedule }))
      .when(plan({}, { seen: window }))
      .then(PlanFinalised.of({ releaseId, window, schedule }));
    given(proposed())
      .when(plan({ slots: { status: 'not asked' } }))
      .thenRejected('PLAN_CHANGED');
  });

  it.each([
    ['window.start', { start: '0001-01-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' }],
    ['window.end', { start: '2026-12-01T00:00:00.000Z', end: '9999-12-31T23:59:59.999Z' }],
    ['window.end', { start: '2026-12-01T00:00:00.000Z', end: '2027-12-03T00:00:00.000Z' }],
    ['window.start', { start: '2025-11-01T00:00:00.000Z', end: '2026-10-30T00:00:00.000Z' }],
  ])('refuses a window whose %s no timer can be set for', (field, wrong) => {
    const { state } = given(proposed()).when(plan());
    expect(release.decide(plan({}, { window: wrong, seen: window }), state(), exampleContext)).toMatchObject({
      rejected: 'WINDOW_OUT_OF_RANGE',
      details: { field, fix: expect.stringMatching(/^choose/) as string },
    });
  });

  it('refuses leads that reach where no calendar does', () => {
    const { policy } = exampleRelease;
    const far = { ...policy, durations: { ...policy.durations, windowStarting: 'P9999Y' } };
    given(proposed({ policy: far }))
      .when(plan())
      .thenRejected('WINDOW_OUT_OF_RANGE', {
        field: 'policy.durations.windowStarting',
        value: 'P9999Y',
        fix: expect.stringContaining('/durations') as string,
      });
  });

  it('can be made again for a deployment that was ordered and may not begin, as its window has passed', () => {
    given(proposed()).when(plan(), { progress: 'ordered' }).then(PlanFinalised.of({ releaseId, window, schedule }));
  });

  it('cannot be made once the deployment has begun', () => {
    given(proposed()).when(plan(), { progress: 'deploying' }).thenRejected('DEPLOYMENT_HAS_BEGUN');
  });
});

describe('the window', () => {
  const schedule = scheduleOf(baseFlow.steps, window.start);
  const planned = PlanFinalised.of({ releaseId, window, schedule });
  const reach = (at: string): ReleaseCommand => ({ type: 'ReachWindow', phase: 'approaching', at, window });
  const twoHoursBefore = '2026-11-24T08:00:00.000Z';
  const reached = WindowReached.of({ releaseId, phase: 'approaching', window });

  it('is reached phase by phase, each once', () => {
    given(proposed(), planned).when(reach(twoHoursBefore)).then(reached);
    given(proposed(), planned, reached).when(reach(twoHoursBefore)).thenNothing();
  });

  it('is not reached by a timer of an earlier plan, or of an earlier lead', () => {
    const moved = { start: '2026-11-25T10:00:00.000Z', end: '2026-11-25T12:00:00.000Z' };
    given(proposed(), planned, PlanFinalised.of({ releaseId, window: moved, schedule }))
      .when(reach(twoHoursBefore))
      .thenNothing();
    const overridden = { duration: 'windowApproaching', from: 'PT2H', to: 'PT5S', reason: 'a demonstration' } as const;
    given(proposed(), planned, DurationOverridden.of({ releaseId, ...overridden }))
      .when(reach(twoHoursBefore))
      .thenNothing();
  });
});
