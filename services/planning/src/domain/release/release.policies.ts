import type { Actor } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { isBetween } from '@slipway/flow';
import { overlap } from './calendar.js';
import type { FinalisePlan, ReleaseCommand } from './release.commands.js';
import type { ProposedRelease } from './release.state.js';
import type { Standing } from './standing.js';

export interface ReleaseContext extends DecisionContext<Actor> {
  /** How far the flow of the release has come; not needed by what comes from a timer or a reaction. */
  readonly standing?: Standing;
}

export type ReleaseRejection =
  | 'RELEASE_UNKNOWN'
  | 'RELEASE_ENDED'
  | 'DEPLOYMENT_HAS_BEGUN'
  | 'DURATION_OUT_OF_RANGE'
  | 'WINDOW_HAS_PASSED'
  | 'FREEZE_IN_FORCE'
  | 'FREEZE_CANNOT_BE_OVERRIDDEN'
  | 'COMPONENTS_OCCUPIED'
  | 'APPROVER_CANNOT_DEPLOY'
  | 'ROLE_NOT_ASSIGNED'
  | 'ROLE_OF_ANOTHER_PERSON'
  | 'ROLE_REQUIRED'
  | 'ACKNOWLEDGED_ALREADY';

type RuleFor<Command> = Rule<[command: Command, release: ProposedRelease, context: ReleaseContext], ReleaseRejection>;
type CommandOf<Type extends ReleaseCommand['type']> = Extract<ReleaseCommand, { type: Type }>;
type AnyRule = RuleFor<ReleaseCommand>;

const releaseHasNotEnded: AnyRule = (_, { summary }, { standing }) =>
  standing === 'ended'
    ? reject('RELEASE_ENDED', { releaseId: summary.releaseId, fix: 'propose another release' })
    : pass;

/** The deployment was ordered with these, on the strength of what was proven of them. */
const artifactsAreNotSettled: AnyRule = (_, { summary }, { standing }) =>
  standing === 'ordered' || standing === 'deploying'
    ? reject('DEPLOYMENT_HAS_BEGUN', {
        releaseId: summary.releaseId,
        fix: 'abort the release, or roll it back, and propose another',
      })
    : pass;

const deploymentHasNotBegun: AnyRule = (_, { summary }, { standing }) =>
  standing === 'deploying'
    ? reject('DEPLOYMENT_HAS_BEGUN', { releaseId: summary.releaseId, fix: 'roll the release back, or propose another' })
    : pass;

const [shortest, longest] = ['PT1S', 'P10Y'];

/** Timers run by it: none may fire without end, and none may lie where no calendar reaches. */
const durationIsUsable: RuleFor<CommandOf<'OverrideDuration'>> = ({ to }) =>
  isBetween(to, shortest, longest)
    ? pass
    : reject('DURATION_OUT_OF_RANGE', { field: 'to', to, fix: `choose one from ${shortest} to ${longest}` });

const windowIsAhead: RuleFor<FinalisePlan> = ({ window }, _, { now }) =>
  window.end > now
    ? pass
    : reject('WINDOW_HAS_PASSED', { window, now, fix: 'choose a window that ends in the future' });

const noFreezeIsInForce: RuleFor<FinalisePlan> = (command, { summary }) => {
  const freezes = freezesInForce(command, summary.environment).filter(
    ({ freezeId }) => freezeId !== command.freezeOverride?.freezeId,
  );
  if (freezes.length === 0) return pass;
  const overridable = summary.policy.freezeOverride;
  const fix = overridable ? 'name the freeze and a reason in freezeOverride' : 'choose a window outside of it';
  return reject('FREEZE_IN_FORCE', { freezes, overridable, fix });
};

const typeMayOverrideFreeze: RuleFor<FinalisePlan> = ({ freezeOverride }, { summary }) =>
  freezeOverride === undefined || summary.policy.freezeOverride
    ? pass
    : reject('FREEZE_CANNOT_BE_OVERRIDDEN', {
        releaseType: summary.type,
        fix: 'choose a window outside of the freeze',
      });

const componentsAreFree: RuleFor<FinalisePlan> = ({ window, calendar }, { summary }) => {
  const { releaseId, environment, components } = summary;
  const occupied = calendar.releases.filter(
    (other) =>
      other.releaseId !== releaseId &&
      other.environment === environment &&
      other.components.some((component) => components.includes(component)) &&
      overlap(other.window, window),
  );
  return occupied.length === 0 ? pass : reject('COMPONENTS_OCCUPIED', { occupied, fix: 'choose another window' });
};

const approverCannotDeploy: RuleFor<CommandOf<'AssignTeamRole'>> = ({ role, person, approvers }) =>
  role === 'deployer' && approvers.includes(person)
    ? reject('APPROVER_CANNOT_DEPLOY', { person, fix: 'assign someone who has not approved the release' })
    : pass;

const roleIsAssigned: RuleFor<CommandOf<'AcknowledgeTeamRole'>> = ({ role }, { team }) =>
  team[role] === undefined
    ? reject('ROLE_NOT_ASSIGNED', { role, fix: 'have a release manager assign it first' })
    : pass;

const thatPersonAcknowledges: RuleFor<CommandOf<'AcknowledgeTeamRole'>> = ({ role }, { team }, { actor }) =>
  team[role]?.person === actor.id
    ? pass
    : reject('ROLE_OF_ANOTHER_PERSON', { role, person: team[role]?.person, fix: 'that person acknowledges it' });

const personHoldsTheRole: RuleFor<CommandOf<'AcknowledgeTeamRole'>> = ({ role }, _, { actor }) =>
  actor.roles.includes(role) || actor.roles.includes('admin')
    ? pass
    : reject('ROLE_REQUIRED', { role, fix: 'assign someone who holds it' });

const acknowledgesOnce: RuleFor<CommandOf<'AcknowledgeTeamRole'>> = ({ role }, { team }) =>
  team[role]?.acknowledged === true ? reject('ACKNOWLEDGED_ALREADY', { role, fix: 'nothing more is needed' }) : pass;

export const mayChangeArtifacts: readonly AnyRule[] = [releaseHasNotEnded, artifactsAreNotSettled];
export const mayOverrideDuration: readonly RuleFor<CommandOf<'OverrideDuration'>>[] = [
  releaseHasNotEnded,
  durationIsUsable,
];
export const mayFinalisePlan: readonly RuleFor<FinalisePlan>[] = [
  releaseHasNotEnded,
  deploymentHasNotBegun,
  windowIsAhead,
  typeMayOverrideFreeze,
  noFreezeIsInForce,
  componentsAreFree,
];
export const mayAssignTeamRole: readonly RuleFor<CommandOf<'AssignTeamRole'>>[] = [
  releaseHasNotEnded,
  approverCannotDeploy,
];
export const mayAcknowledgeTeamRole: readonly RuleFor<CommandOf<'AcknowledgeTeamRole'>>[] = [
  releaseHasNotEnded,
  roleIsAssigned,
  thatPersonAcknowledges,
  personHoldsTheRole,
  acknowledgesOnce,
];

export const freezesInForce = ({ window, calendar }: FinalisePlan, environment: string) =>
  calendar.freezes.filter((freeze) => freeze.environment === environment && overlap(freeze.window, window));
