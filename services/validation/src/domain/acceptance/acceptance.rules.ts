import { pass, reject, type Rule } from '@slipway/decider';
import { openCritical, type AcceptanceState } from './acceptance.state.js';

export type AcceptanceRejection =
  | 'ACCEPTANCE_NOT_PLANNED'
  | 'ACCEPTANCE_UNDER_WAY'
  | 'ACCEPTANCE_ALREADY_CONFIRMED'
  | 'OWNER_IS_DEPLOYER'
  | 'CASE_REPEATED'
  | 'WORKFLOW_CASE_REQUIRED'
  | 'CASE_UNKNOWN'
  | 'VERSION_NOT_DEPLOYED'
  | 'NO_FEEDBACK'
  | 'CONCERN_UNKNOWN'
  | 'CONCERN_ALREADY_RESOLVED'
  | 'CRITICAL_CONCERN_OPEN'
  | 'ONLY_OWNER_CONFIRMS'
  | 'CASES_WITHOUT_VERDICT'
  | 'THRESHOLD_NOT_REACHED'
  | 'WORKFLOWS_NOT_VALIDATED'
  | 'CONCERNS_NOT_ADDRESSED';

export type AcceptanceRule<About = unknown> = Rule<[AcceptanceState, About], AcceptanceRejection>;

export const acceptanceIsPlanned: AcceptanceRule = ({ owner }) =>
  owner === undefined ? reject('ACCEPTANCE_NOT_PLANNED', { fix: 'name the owner and the cases first' }) : pass;

export const notYetConfirmed: AcceptanceRule = ({ confirmed }) =>
  confirmed ? reject('ACCEPTANCE_ALREADY_CONFIRMED', { fix: 'nothing is left to be done' }) : pass;

interface Ownership {
  /** Who is named as the owner; the owner there is, when nobody is named. */
  readonly owner?: string;
  /** Who deploys this release, as far as is known. */
  readonly deployers: readonly string[];
}

export const ownerIsNotDeployer: AcceptanceRule<Ownership> = ({ owner: known = '' }, { owner = known, deployers }) =>
  deployers.includes(owner)
    ? reject('OWNER_IS_DEPLOYER', { owner, fix: 'who deploys cannot accept: someone else must own the acceptance' })
    : pass;

/** Acceptance is of what runs in production. */
export const versionIsDeployed: AcceptanceRule<{ readonly deployed: boolean }> = (_, { deployed }) =>
  deployed ? pass : reject('VERSION_NOT_DEPLOYED', { fix: 'wait until the deployment has succeeded' });

export const caseIsPlanned: AcceptanceRule<{ readonly caseId: string }> = ({ cases }, { caseId }) =>
  cases.some(({ id }) => id === caseId)
    ? pass
    : reject('CASE_UNKNOWN', {
        field: 'caseId',
        caseId,
        known: cases.map(({ id }) => id),
        fix: 'name one of those known',
      });

export const noCriticalConcernIsOpen: AcceptanceRule = ({ concerns }) => {
  const open = openCritical(concerns).map(({ id }) => id);
  return open.length === 0 ? pass : reject('CRITICAL_CONCERN_OPEN', { open, fix: 'resolve these concerns first' });
};
