import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import { orWaive } from '../standing.js';
import type { OfRelease, OfRunningVersion, ProvideTraining } from './acceptance.commands.js';
import { openCritical, type AcceptanceState } from './acceptance.state.js';

export type AcceptanceRejection =
  | 'RELEASE_ENDED'
  | 'ACCEPTANCE_NOT_PLANNED'
  | 'ACCEPTANCE_UNDER_WAY'
  | 'ACCEPTANCE_ALREADY_CONFIRMED'
  | 'ACCEPTANCE_TOO_SMALL'
  | 'ASKED_REQUIRED'
  | 'OWNER_IS_DEPLOYER'
  | 'HATS_CONFLICT'
  | 'CASE_REPEATED'
  | 'WORKFLOW_CASE_REQUIRED'
  | 'CASE_UNKNOWN'
  | 'VERSION_NOT_DEPLOYED'
  | 'NO_FEEDBACK'
  | 'FEEDBACK_NOT_ENOUGH'
  | 'CONCERN_UNKNOWN'
  | 'CONCERN_ALREADY_RESOLVED'
  | 'TOO_MANY_CONCERNS'
  | 'CRITICAL_CONCERN_OPEN'
  | 'ONLY_OWNER_CONFIRMS'
  | 'CASES_WITHOUT_VERDICT'
  | 'THRESHOLD_NOT_REACHED'
  | 'WORKFLOWS_NOT_VALIDATED'
  | 'CONCERNS_NOT_ADDRESSED';

/** A rule of one command. */
export type AcceptanceRule<Command> = Rule<Command, AcceptanceState, DecisionContext, AcceptanceRejection>;

/** The items of the flow that these rules belong to: a waiver of an item lets its rule pass. */
export const items = {
  cases: 'conduct-user-acceptance.action-1',
  feedback: 'conduct-user-acceptance.action-3',
  concerns: 'conduct-user-acceptance.action-4',
  workflows: 'conduct-user-acceptance.action-5',
  gate: 'release-gate-5',
} as const;

export const acceptanceIsPlanned: AcceptanceRule<unknown> = (_, { owner }) =>
  owner === undefined ? reject('ACCEPTANCE_NOT_PLANNED', { fix: 'name the owner and the cases first' }) : pass;

export const notYetConfirmed: AcceptanceRule<unknown> = (_, { confirmed }) =>
  confirmed ? reject('ACCEPTANCE_ALREADY_CONFIRMED', { fix: 'nothing more is needed' }) : pass;

/** Users accept the version that runs in production. */
export const versionIsDeployed: AcceptanceRule<OfRunningVersion> = ({ runsSince }) =>
  runsSince === undefined ? reject('VERSION_NOT_DEPLOYED', { fix: 'wait until the deployment has succeeded' }) : pass;

export const noCriticalConcernIsOpen: AcceptanceRule<OfRelease> = ({ releaseId }, { concerns }) => {
  const open = openCritical(concerns).map(({ id }) => id);
  return open.length === 0
    ? pass
    : reject('CRITICAL_CONCERN_OPEN', {
        open,
        fix: `resolve these concerns first, ${orWaive(releaseId, items.concerns)}`,
      });
};

export const mayProvideTraining: readonly AcceptanceRule<ProvideTraining>[] = [releaseGoesOn];
