import {
  ArtifactsChanged,
  DurationOverridden,
  FactRefused,
  PlanFinalised,
  ReleaseProposed,
  TeamAssembled,
  TeamRole,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
  type Actor,
  type Window,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, releasePolicy } from '@slipway/flow';
import type { Freeze, PlannedRelease } from './calendar.js';
import type { ReleaseCommand } from './release.commands.js';
import { release } from './release.decider.js';
import { exampleRelease, exampleTemplate, proposed } from './release.examples.js';
import { scheduleOf } from './schedule.js';

const { releaseId, window } = exampleRelease;
const now = '2026-11-23T10:00:00.000Z';
const person = (id: string, ...roles: Actor['roles']): Actor => ({ id, kind: 'person', roles });
const ada = person('ada', 'release-manager');
const { given } = specificationFor(release, { now, actor: ada, standing: 'preparing' }, expect);

const fact = { eventId: '0d4f43d8-8e0e-4fd7-9f5e-6a2d9f7b1c11', type: 'dev.slipway.intake.review-completed.v1' };
const propose: ReleaseCommand = {
  type: 'ProposeRelease',
  release: exampleRelease,
  template: exampleTemplate,
  reviewedBy: ['grace'],
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
  const override: ReleaseCommand = {
    type: 'OverrideDuration',
    duration: 'bake',
    to: 'PT2S',
    reason: 'a demonstration',
  };
  const overridden = DurationOverridden.of({
    releaseId,
    duration: 'bake',
    from: 'PT30M',
    to: 'PT2S',
    reason: 'a demonstration',
  });
  given(proposed()).when(override).then(overridden);
  given(proposed(), overridden).when(override).thenNothing();
});

describe('a plan', () => {
  const freeze: Freeze = { freezeId: 'holidays', environment: 'production', window, reason: 'peak season' };
  const other: PlannedRelease = { releaseId: 'till-2.0.0', environment: 'production', components: ['cart'], window };
  const plan = (
    calendar: { freezes?: Freeze[]; releases?: PlannedRelease[] } = {},
    changes: { window?: Window; freezeOverride?: { freezeId: string; reason: string } } = {},
  ): ReleaseCommand => ({
    type: 'FinalisePlan',
    window,
    steps: baseFlow.steps,
    calendar: { freezes: [], releases: [], ...calendar },
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

  it('lets only the release types override a freeze that may, with a reason', () => {
    const freezeOverride = { freezeId: 'holidays', reason: 'payments are down' };
    given(proposed())
      .when(plan({ freezes: [freeze] }, { freezeOverride }))
      .thenRejected('FREEZE_CANNOT_BE_OVERRIDDEN');
    given(proposed({ type: 'hotfix', policy: releasePolicy(baseFlow, 'hotfix') }))
      .when(plan({ freezes: [freeze] }, { freezeOverride }))
      .then(PlanFinalised.of({ releaseId, window, schedule, freezeOverride }));
  });

  it('refuses a window in which another release changes the same components', () => {
    given(proposed())
      .when(plan({ releases: [other] }))
      .thenRejected('COMPONENTS_OCCUPIED');
    given(proposed())
      .when(
        plan({
          releases: [
            { ...other, components: ['search'] },
            { ...other, releaseId },
          ],
        }),
      )
      .then(PlanFinalised.of({ releaseId, window, schedule }));
  });

  it('can be made anew for a deployment that was ordered and may not begin, as its window has passed', () => {
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
  const assign = (person: string, ...approvers: string[]): ReleaseCommand => ({
    type: 'AssignTeamRole',
    role: 'deployer',
    person,
    approvers,
  });

  it('is assembled when every role is assigned and acknowledged', () => {
    const others = TeamRole.options.filter((role) => role !== 'sre');
    given(proposed(), ...TeamRole.options.map((role) => assigned(role)), ...others.map(acknowledged))
      .when(acknowledge('sre'), { actor: person('sre', 'sre') })
      .then(
        acknowledged('sre'),
        TeamAssembled.of({ releaseId, members: TeamRole.options.map((role) => ({ role, person: role })) }),
      );
  });

  it('does not let an approver deploy', () => {
    given(proposed()).when(assign('grace', 'grace')).thenRejected('APPROVER_CANNOT_DEPLOY');
    given(proposed())
      .when(assign('linus', 'grace'))
      .then(TeamRoleAssigned.of({ releaseId, role: 'deployer', person: 'linus' }));
  });

  it('lets only the assigned person acknowledge, who must hold the role, and once', () => {
    const history = [proposed(), assigned('sre')];
    given(...history)
      .when(acknowledge('sre'))
      .thenRejected('ROLE_OF_ANOTHER_PERSON');
    given(...history)
      .when(acknowledge('sre'), { actor: person('sre', 'support') })
      .thenRejected('ROLE_REQUIRED');
    given(...history, acknowledged('sre'))
      .when(acknowledge('sre'), { actor: person('sre', 'sre') })
      .thenRejected('ACKNOWLEDGED_ALREADY');
    given(proposed()).when(acknowledge('sre')).thenRejected('ROLE_NOT_ASSIGNED');
  });

  it('asks a new member to acknowledge anew', () => {
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
