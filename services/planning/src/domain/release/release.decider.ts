import {
  ArtifactsChanged,
  DurationOverridden,
  FactRefused,
  PlanFinalised,
  ReadinessReported,
  ReleaseProposed,
  TeamAssembled,
  TeamRole,
  TeamRoleAcknowledged,
  TeamRoleAssigned,
  WindowReached,
} from '@slipway/contracts';
import { firstRejection, reject, sameContent, type Decider, type Rejection } from '@slipway/decider';
import type { FinalisePlan, ReleaseCommand } from './release.commands.js';
import type { ReleaseEvent } from './release.events.js';
import * as policies from './release.policies.js';
import type { ReleaseContext, ReleaseRejection } from './release.policies.js';
import { evolve, initialState, isProposed, type ProposedRelease, type ReleaseState } from './release.state.js';
import { scheduleOf } from './schedule.js';
import { momentOf } from './window-phases.js';

type CommandOf<Type extends ReleaseCommand['type']> = Extract<ReleaseCommand, { type: Type }>;

/** A release: proposed by a completed review, then planned, staffed and reported ready. */
export const release: Decider<ReleaseState, ReleaseCommand, ReleaseEvent, ReleaseRejection, ReleaseContext> = {
  category: 'release',
  initialState,
  evolve,
  decide(command, state, context) {
    if (command.type === 'RefuseReview') return [refused(command.releaseId, command)];
    if (command.type === 'ProposeRelease') return propose(command, state);
    return isProposed(state) ? decideProposed(command, state, context) : reject('RELEASE_UNKNOWN');
  },
};

function propose({ release, template, reviewedBy, fact }: CommandOf<'ProposeRelease'>, state: ReleaseState) {
  const { releaseId } = release;
  if (isProposed(state)) return [refused(releaseId, { fact, reason: 'a release with this id was proposed before' })];
  return [ReleaseProposed.of({ ...release, template, reviewedBy: [...reviewedBy] })];
}

const refused = (releaseId: string, { fact, reason }: Pick<CommandOf<'RefuseReview'>, 'fact' | 'reason'>) =>
  FactRefused.of({ releaseId, fact, reason });

function decideProposed(
  command: Exclude<ReleaseCommand, { type: 'ProposeRelease' | 'RefuseReview' }>,
  state: ProposedRelease,
  context: ReleaseContext,
): readonly ReleaseEvent[] | Rejection<ReleaseRejection> {
  const { releaseId } = state.summary;
  switch (command.type) {
    case 'ChangeArtifacts':
      return firstRejection(policies.mayChangeArtifacts, command, state, context) ?? changedArtifacts(command, state);
    case 'OverrideDuration':
      return firstRejection(policies.mayOverrideDuration, command, state, context) ?? overridden(command, state);
    case 'FinalisePlan':
      return firstRejection(policies.mayFinalisePlan, command, state, context) ?? [planned(command, state)];
    case 'AssignTeamRole':
      return firstRejection(policies.mayAssignTeamRole, command, state, context) ?? assigned(command, state);
    case 'AcknowledgeTeamRole':
      return firstRejection(policies.mayAcknowledgeTeamRole, command, state, context) ?? acknowledged(command, state);
    case 'ReachWindow':
      return reached(command, state);
    case 'ReportReadiness':
      return [ReadinessReported.of({ releaseId, ...command.readiness })];
  }
}

function changedArtifacts({ artifacts, reason }: CommandOf<'ChangeArtifacts'>, { summary }: ProposedRelease) {
  if (sameContent(artifacts, summary.artifacts)) return [];
  return [ArtifactsChanged.of({ releaseId: summary.releaseId, artifacts: [...artifacts], reason })];
}

function overridden({ duration, to, reason }: CommandOf<'OverrideDuration'>, { summary }: ProposedRelease) {
  const from = summary.policy.durations[duration];
  return from === to ? [] : [DurationOverridden.of({ releaseId: summary.releaseId, duration, from, to, reason })];
}

function planned(command: FinalisePlan, { summary }: ProposedRelease): ReleaseEvent {
  const { window, steps, freezeOverride } = command;
  const overrides = policies.freezesInForce(command, summary.environment).length > 0;
  return PlanFinalised.of({
    releaseId: summary.releaseId,
    window,
    schedule: scheduleOf(steps, window.start),
    ...(overrides && freezeOverride !== undefined ? { freezeOverride } : {}),
  });
}

function assigned({ role, person }: CommandOf<'AssignTeamRole'>, { team, summary }: ProposedRelease) {
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

/** A timer that was set for an earlier plan, or for leads that have been overridden since, no longer counts. */
function reached({ phase, at, window }: CommandOf<'ReachWindow'>, { plan, summary, reached: known }: ProposedRelease) {
  const current = plan?.window.start === window.start && plan.window.end === window.end;
  if (!current || known.includes(phase) || momentOf(phase, summary) !== at) return [];
  return [WindowReached.of({ releaseId: summary.releaseId, phase, window })];
}
