import {
  ArtifactsChanged,
  AuthorNamed,
  canonicalIdentity,
  DurationOverridden,
  fixUnknownRelease,
  PlanFinalised,
  ReadinessReported,
  TeamAssembled,
  TeamRole,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
  WorkGivenUp,
} from '@slipway/contracts';
import { firstRejection, reject, sameContent, type Decider, type Rejection } from '@slipway/decider';
import { durationsIn, exceptionFor, isUsable, mayOverrideDuration } from './durations.policy.js';
import { mayFinalisePlan, overriddenFreezes } from './plan.policy.js';
import { propose, refused } from './propose.js';
import type { CommandOf, FinalisePlan, ReleaseCommand } from './release.commands.js';
import type { ReleaseEvent } from './release.events.js';
import { mayCarryOutException, mayChangeArtifacts, mayNameAuthor, mayReportReadiness } from './may-change.policy.js';
import type { ReleaseContext, ReleaseRejection } from './release.policy.js';
import { evolve, initialState, isProposed, type ProposedRelease, type ReleaseState } from './release.state.js';
import { scheduleOf } from './schedule.js';
import { mayAcknowledgeTeamRole, mayAssignTeamRole } from './team.policy.js';
import { momentOf } from './window-phases.js';

/** A release: proposed by a completed review, then planned, staffed and reported ready. */
export const release: Decider<ReleaseState, ReleaseCommand, ReleaseEvent, ReleaseRejection, ReleaseContext> = {
  category: 'release',
  initialState,
  evolve,
  decide(command, state, context) {
    if (command.type === 'RefuseReview') return [refused(command.releaseId, command)];
    if (command.type === 'ProposeRelease') return propose(command, state);
    return isProposed(state)
      ? decideProposed(command, state, context)
      : reject('RELEASE_UNKNOWN', { fix: fixUnknownRelease });
  },
};

function decideProposed(
  command: Exclude<ReleaseCommand, { type: 'ProposeRelease' | 'RefuseReview' }>,
  state: ProposedRelease,
  context: ReleaseContext,
): readonly ReleaseEvent[] | Rejection<ReleaseRejection> {
  const { releaseId } = state.summary;
  switch (command.type) {
    case 'ChangeArtifacts':
      return firstRejection(mayChangeArtifacts, command, state, context) ?? changedArtifacts(command, state);
    case 'OverrideDuration':
      return firstRejection(mayOverrideDuration, command, state, context) ?? overridden(command, state, context);
    case 'CarryOutException':
      return firstRejection(mayCarryOutException, command, state, context) ?? carriedOut(command, state);
    case 'FinalisePlan':
      return firstRejection(mayFinalisePlan, command, state, context) ?? [planned(command, state)];
    case 'AssignTeamRole':
      return firstRejection(mayAssignTeamRole, command, state, context) ?? assigned(command, state);
    case 'AcknowledgeTeamRole':
      return firstRejection(mayAcknowledgeTeamRole, command, state, context) ?? acknowledged(command, state);
    case 'NameAuthor':
      return firstRejection(mayNameAuthor, command, state, context) ?? [named(command, state, context)];
    case 'ReachWindow':
      return reached(command, state, context);
    case 'ReportReadiness':
      return (
        firstRejection(mayReportReadiness, command, state, context) ?? [
          ReadinessReported.of({ releaseId, ...command.readiness }),
        ]
      );
    case 'RecordGivenUpWork':
      return givenUp(command, state);
  }
}

function changedArtifacts({ artifacts, reason }: CommandOf<'ChangeArtifacts'>, { summary }: ProposedRelease) {
  if (sameContent(artifacts, summary.artifacts)) return [];
  return [ArtifactsChanged.of({ releaseId: summary.releaseId, artifacts: [...artifacts], reason })];
}

function overridden(command: CommandOf<'OverrideDuration'>, { summary }: ProposedRelease, context: ReleaseContext) {
  const { duration, to, reason } = command;
  const from = summary.policy.durations[duration];
  if (from === to) return [];
  const exception = exceptionFor(command, context.granted);
  const by = exception === undefined ? {} : { exceptionId: exception.exceptionId };
  return [DurationOverridden.of({ releaseId: summary.releaseId, duration, from, to, reason, ...by })];
}

/** A granted exception about durations takes effect by itself. */
function carriedOut({ exception, fact }: CommandOf<'CarryOutException'>, state: ProposedRelease): ReleaseEvent[] {
  const { exceptionId, kind, to, reason } = exception;
  const { releaseId, policy } = state.summary;
  if (kind !== 'duration') return [];
  const durations = durationsIn(exception, state);
  if (to === undefined || !isUsable(to) || durations.length === 0) {
    const why = `${exceptionId} names no duration of the release, or none that timers can run by: ask for another one`;
    return [refused(releaseId, { fact, reason: why })];
  }
  return durations
    .filter((duration) => policy.durations[duration] !== to)
    .map((duration) =>
      DurationOverridden.of({ releaseId, duration, from: policy.durations[duration], to, reason, exceptionId }),
    );
}

function planned(command: FinalisePlan, state: ProposedRelease): ReleaseEvent {
  const { window, steps } = command;
  const freezes = overriddenFreezes(command, state);
  return PlanFinalised.of({
    releaseId: state.summary.releaseId,
    window,
    schedule: scheduleOf(steps, window.start),
    ...(freezes.length === 0 ? {} : { overriddenFreezes: freezes }),
  });
}

function assigned(command: CommandOf<'AssignTeamRole'>, { team, summary }: ProposedRelease) {
  const { role } = command;
  const person = canonicalIdentity(command.person);
  return team[role]?.person === person ? [] : [TeamRoleAssigned.of({ releaseId: summary.releaseId, role, person })];
}

/** The last of the roles to acknowledge completes the team. */
function acknowledged({ role }: CommandOf<'AcknowledgeTeamRole'>, { team, summary: { releaseId } }: ProposedRelease) {
  const members = TeamRole.options.flatMap((each) => {
    const member = team[each];
    return member !== undefined && (member.acknowledged || each === role)
      ? [{ role: each, person: member.person }]
      : [];
  });
  const person = team[role]?.person ?? '';
  return [
    TeamRoleAcknowledged.of({ releaseId, role, person }),
    ...(members.length === TeamRole.options.length ? [TeamAssembled.of({ releaseId, members })] : []),
  ];
}

function named({ person }: CommandOf<'NameAuthor'>, { summary }: ProposedRelease, { actor }: ReleaseContext) {
  const { releaseId, author: was } = summary;
  return AuthorNamed.of({ releaseId, author: canonicalIdentity(person), was, by: canonicalIdentity(actor.id) });
}

/** A timer that was set for an earlier plan, or for leads that have been overridden since, no longer counts. */
function reached(
  { phase, at, window }: CommandOf<'ReachWindow'>,
  state: ProposedRelease,
  { standing }: ReleaseContext,
) {
  const { plan, summary, reached: known } = state;
  const current = plan?.window.start === window.start && plan.window.end === window.end;
  if (!current || standing === 'ended' || known.includes(phase) || momentOf(phase, summary) !== at) return [];
  return [WindowReached.of({ releaseId: summary.releaseId, phase, window })];
}

function givenUp({ group, fact, reason }: CommandOf<'RecordGivenUpWork'>, { troubles, summary }: ProposedRelease) {
  const known = troubles.some((each) => each.group === group && each.fact.eventId === fact.eventId);
  return known ? [] : [WorkGivenUp.of({ releaseId: summary.releaseId, group, fact, reason })];
}
