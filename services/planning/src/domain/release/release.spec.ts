import {
  ArtifactsChanged,
  AuthorNamed,
  DurationOverridden,
  FactRefused,
  PlanFinalised,
  ReleaseProposed,
  TeamAssembled,
  TeamRole,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
  WorkGivenUp,
  type Actor,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, releasePolicy } from '@slipway/flow';
import type { FlowException } from '../flow/exceptions/exception.state.js';
import type { Freeze } from './calendar.js';
import type { FinalisePlan, ReleaseCommand, Reserved } from './release.commands.js';
import { release } from './release.decider.js';
import { exampleRelease, exampleTemplate, proposed } from './release.examples.js';
import { scheduleOf } from './schedule.js';

const { releaseId, window } = exampleRelease;
const now = '2026-11-23T10:00:00.000Z';
const person = (id: string, ...roles: Actor['roles']): Actor => ({ id, kind: 'person', roles });
const ada = person('ada', 'release-manager');
const { given } = specificationFor(release, { now, actor: ada, standing: 'preparing', hats: {}, granted: [] }, expect);

const granted = (kind: FlowException['kind'], items: string[], to?: string): FlowException => ({
  exceptionId: 'exception-1',
  kind,
  items,
  reason: 'it has to be',
  evidence: [],
  status: 'granted',
  requestedBy: 'barbara',
  needsConfirmation: false,
  ...(to === undefined ? {} : { to }),
});

const fact = { eventId: '0d4f43d8-8e0e-4fd7-9f5e-6a2d9f7b1c11', type: 'dev.slipway.intake.review-completed.v1' };
const propose: ReleaseCommand = {
  type: 'ProposeRelease',
  release: exampleRelease,
  template: exampleTemplate,
  reviewedBy: ['grace'],
  templatePublishedBy: undefined,
  fact,
};

describe('a proposal', () => {
  it('comes from a completed review', () => {
    given()
      .when(propose)
      .then(ReleaseProposed.of({ ...exampleRelease, template: exampleTemplate, reviewedBy: ['grace'] }));
  });

  it('happens once: a second review of the same version is refused, in the trail', () => {
    given(proposed())
      .when(propose)
      .then(FactRefused.of({ releaseId, fact, reason: 'a release with this id was proposed before' }));
  });

  it('must come before anything else', () => {
    given()
      .when({ type: 'ChangeArtifacts', artifacts: exampleRelease.artifacts, reason: 'x' })
      .thenRejected('RELEASE_UNKNOWN');
  });
});

describe('artifacts', () => {
  const artifacts = [{ name: 'web', uri: 'https://artifacts.example/2', digest: `sha256:${'b'.repeat(64)}` }];
  const change: ReleaseCommand = { type: 'ChangeArtifacts', artifacts, reason: 'rebuilt' };

  it('can be replaced with a reason', () => {
    given(proposed())
      .when(change)
      .then(ArtifactsChanged.of({ releaseId, artifacts, reason: 'rebuilt' }));
  });

  it('are not replaced by the same ones, however their fields are ordered', () => {
    const same = proposed().data.artifacts.map(({ name, uri, digest }) => ({ digest, uri, name }));
    given(proposed())
      .when({ ...change, artifacts: same })
      .thenNothing();
  });

  it('cannot be replaced once they are being deployed', () => {
    given(proposed()).when(change, { standing: 'ordered' }).thenRejected('DEPLOYMENT_HAS_BEGUN');
    given(proposed()).when(change, { standing: 'deploying' }).thenRejected('DEPLOYMENT_HAS_BEGUN');
  });

  it('cannot be replaced after the end', () => {
    given(proposed()).when(change, { standing: 'ended' }).thenRejected('RELEASE_ENDED');
  });
});

it.each(['PT0S', 'PT0.01S', 'PT99999999999H'])('overrides no duration by %s, which no timer could run by', (to) => {
  given(proposed())
    .when({ type: 'OverrideDuration', duration: 'reportInterval', to, reason: 'why not' })
    .thenRejected('DURATION_OUT_OF_RANGE');
});

it('overrides a duration, and says what it was', () => {
  const override: ReleaseCommand = { type: 'OverrideDuration', duration: 'bake', to: 'PT1H', reason: 'to be sure' };
  const change = { duration: 'bake', from: 'PT30M', to: 'PT1H', reason: 'to be sure' } as const;
  const overridden = DurationOverridden.of({ releaseId, ...change });
  given(proposed()).when(override).then(overridden);
  given(proposed(), overridden).when(override).thenNothing();
});

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
    const context = { now, actor: ada, standing: 'preparing' as const, hats: {}, granted: [] };
    expect(release.decide(plan({}, { window: wrong, seen: window }), state(), context)).toMatchObject({
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
    given(proposed()).when(plan(), { standing: 'ordered' }).then(PlanFinalised.of({ releaseId, window, schedule }));
  });

  it('cannot be made once the deployment has begun', () => {
    given(proposed()).when(plan(), { standing: 'deploying' }).thenRejected('DEPLOYMENT_HAS_BEGUN');
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

describe('the team', () => {
  const assigned = (role: TeamRole, to = role) => TeamRoleAssigned.of({ releaseId, role, person: to });
  const acknowledged = (role: TeamRole) => TeamRoleAcknowledged.of({ releaseId, role, person: role });
  const acknowledge = (role: TeamRole): ReleaseCommand => ({ type: 'AcknowledgeTeamRole', role });
  const assign = (to: string): ReleaseCommand => ({ type: 'AssignTeamRole', role: 'deployer', person: to });

  it('is assembled when every role is assigned and acknowledged', () => {
    const others = TeamRole.options.filter((role) => role !== 'sre');
    given(proposed(), ...TeamRole.options.map((role) => assigned(role)), ...others.map(acknowledged))
      .when(acknowledge('sre'), { actor: person('sre', 'sre') })
      .then(
        acknowledged('sre'),
        TeamAssembled.of({ releaseId, members: TeamRole.options.map((role) => ({ role, person: role })) }),
      );
  });

  it('does not let an approver deploy, however they are spelled', () => {
    given(proposed())
      .when(assign('Grace '), { hats: { approver: ['grace'] } })
      .thenRejected('APPROVER_CANNOT_DEPLOY');
    given(proposed())
      .when(assign('Linus '), { hats: { approver: ['grace'] } })
      .then(TeamRoleAssigned.of({ releaseId, role: 'deployer', person: 'linus' }));
  });

  it('does not let a deployer wear another hat that the policy keeps apart', () => {
    given(proposed())
      .when(assign('linus'), { hats: { 'acceptance-owner': ['linus'] } })
      .thenRejected('HATS_CONFLICT');
    given(proposed(), assigned('deployer', 'deployer'))
      .when(acknowledge('deployer'), {
        actor: person('deployer', 'deployer'),
        hats: { approver: ['deployer'] },
      })
      .thenRejected('HATS_CONFLICT');
  });

  it('lets only the assigned person acknowledge, who must hold the role, and once', () => {
    const history = [proposed(), assigned('sre')];
    given(...history)
      .when(acknowledge('sre'))
      .thenRejected('ROLE_OF_ANOTHER_PERSON');
    given(...history)
      .when(acknowledge('sre'), { actor: person('sre', 'support', 'admin') })
      .thenRejected('ROLE_REQUIRED');
    given(...history, acknowledged('sre'))
      .when(acknowledge('sre'), { actor: person('sre', 'sre') })
      .thenRejected('ACKNOWLEDGED_ALREADY');
    given(proposed()).when(acknowledge('sre')).thenRejected('ROLE_NOT_ASSIGNED');
  });

  it('asks a new member to acknowledge too', () => {
    given(
      proposed(),
      assigned('sre'),
      acknowledged('sre'),
      TeamRoleAssigned.of({ releaseId, role: 'sre', person: 'radia' }),
    )
      .when(acknowledge('sre'), { actor: person('radia', 'sre') })
      .then(TeamRoleAcknowledged.of({ releaseId, role: 'sre', person: 'radia' }));
  });
});

describe('a duration that a gate judges by', () => {
  const override = (to: string): ReleaseCommand => ({
    type: 'OverrideDuration',
    duration: 'bake',
    to,
    reason: 'in a hurry',
  });
  const overridden = (to: string) =>
    DurationOverridden.of({
      releaseId,
      duration: 'bake',
      from: 'PT30M',
      to,
      reason: 'in a hurry',
      exceptionId: 'exception-1',
    });

  it('gets weaker by an exception only, for exactly that value', () => {
    given(proposed())
      .when(override('PT2S'))
      .thenRejected('EXCEPTION_REQUIRED', {
        kind: 'duration',
        items: ['bake'],
        from: 'PT30M',
        to: 'PT2S',
        fix: expect.stringContaining(
          `/planning/v1/releases/${releaseId}/exceptions {"kind":"duration","items":["bake"],"to":"PT2S"`,
        ) as string,
      });
    given(proposed())
      .when(override('PT2S'), { granted: [granted('duration', ['bake'], 'PT10M')] })
      .thenRejected('EXCEPTION_REQUIRED');
    given(proposed())
      .when(override('PT2S'), { granted: [granted('duration', ['stabilityWindow'], 'PT2S')] })
      .thenRejected('EXCEPTION_REQUIRED');
    given(proposed())
      .when(override('PT10M'), { granted: [granted('duration', ['bake'], 'PT600S')] })
      .then(overridden('PT10M'));
  });

  it('is not made weaker by the author, but stricter', () => {
    const hats = { author: ['ada'] };
    given(proposed()).when(override('PT2S'), { hats }).thenRejected('HATS_CONFLICT');
    const { exceptionId: _, ...stricter } = overridden('PT1H').data;
    given(proposed()).when(override('PT1H'), { hats }).then(DurationOverridden.of(stricter));
  });

  it('changes by itself when the exception is granted, once', () => {
    const { exceptionId, kind, items, reason, evidence } = granted('duration', ['bake'], 'PT2S');
    const exception = { exceptionId, kind, items, reason, evidence, releaseId, to: 'PT2S' };
    const carryOut: ReleaseCommand = {
      type: 'CarryOutException',
      exception: { ...exception, requestedBy: 'barbara', preventsReleased: true },
      fact,
    };
    const made = DurationOverridden.of({ ...overridden('PT2S').data, reason });
    given(proposed()).when(carryOut).then(made);
    given(proposed(), made).when(carryOut).thenNothing();
    const refusal = given(proposed()).when({ ...carryOut, exception: { ...carryOut.exception, to: 'PT0S' } });
    expect(refusal.events()).toMatchObject([{ type: FactRefused.type, data: { fact } }]);
  });
});

describe('a review', () => {
  const refused = (reason: string) => FactRefused.of({ releaseId, fact, reason });

  it('counts the people who are not the author', () => {
    given()
      .when({ ...propose, reviewedBy: ['Grace', 'ADA ', 'grace'] })
      .then(ReleaseProposed.of({ ...exampleRelease, template: exampleTemplate, reviewedBy: ['grace'] }));
  });

  it('by the author alone is none', () => {
    given()
      .when({ ...propose, reviewedBy: ['Ada'] })
      .then(
        refused('ada is the author and the only reviewer: have somebody else review it, then send the review again'),
      );
  });

  it('is refused when the author published the template', () => {
    const { id, version } = exampleTemplate;
    given()
      .when({ ...propose, templatePublishedBy: 'Ada' })
      .then(
        refused(
          `ada is the author and published the template ${id} ${version}: ` +
            'have somebody else publish a version of it, then send the review again',
        ),
      );
  });
});

describe('an author whom nobody knows', () => {
  const unknown = proposed({ author: 'D. Ritchie', authorKnown: false });
  const name = (who: string): ReleaseCommand => ({ type: 'NameAuthor', person: who });

  it('is named by somebody, once', () => {
    const named = AuthorNamed.of({ releaseId, author: 'dennis', was: 'D. Ritchie', by: 'ada' });
    given(unknown).when(name('Dennis ')).then(named);
    const { state } = given(unknown, named).when(name('dennis'));
    expect(state()).toMatchObject({ summary: { author: 'dennis', authorKnown: true }, authorNamedBy: 'ada' });
    given(unknown, named).when(name('brian')).thenRejected('AUTHOR_KNOWN');
    given(proposed()).when(name('brian')).thenRejected('AUTHOR_KNOWN');
  });

  it('is none of those whom the policy keeps apart from the author, and not named by one who approved', () => {
    given(unknown)
      .when(name('Grace'), { hats: { reviewer: ['grace'] } })
      .thenRejected('HATS_CONFLICT', {
        hat: 'author',
        wears: 'reviewer',
        person: 'Grace',
        fix: 'ask somebody who is not the reviewer of this release',
      });
    given(unknown)
      .when(name('dennis'), { hats: { approver: ['ada'] } })
      .thenRejected('HATS_CONFLICT');
  });
});

it('keeps once what a service gave up doing for it', () => {
  const trouble = { group: 'planning.time-window', fact, reason: 'HANDLER_FAILED: no such moment' };
  const givenUp = WorkGivenUp.of({ releaseId, ...trouble });
  const record: ReleaseCommand = { type: 'RecordGivenUpWork', ...trouble };
  given(proposed()).when(record, { standing: 'ended' }).then(givenUp);
  given(proposed(), givenUp).when(record).thenNothing();
});

it.each<ReleaseCommand>([
  { type: 'ChangeArtifacts', artifacts: exampleRelease.artifacts, reason: 'x' },
  { type: 'OverrideDuration', duration: 'bake', to: 'PT1H', reason: 'x' },
  { type: 'AssignTeamRole', role: 'sre', person: 'radia' },
  { type: 'AcknowledgeTeamRole', role: 'sre' },
  { type: 'NameAuthor', person: 'dennis' },
  { type: 'ReportReadiness', readiness: { ready: true, dependencies: [], criteria: [], missing: [] } },
])('takes no $type once it has ended', (command) => {
  given(proposed({ author: 'D. Ritchie', authorKnown: false }))
    .when(command, { standing: 'ended' })
    .thenRejected('RELEASE_ENDED');
});
