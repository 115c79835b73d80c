import { pass, reject } from '@slipway/decider';
import {
  acceptanceIsPlanned,
  noCriticalConcernIsOpen,
  notYetConfirmed,
  ownerIsNotDeployer,
  type AcceptanceRule,
} from './acceptance.rules.js';
import { acceptedRatio } from './acceptance.state.js';

interface Confirmation {
  readonly actor: string;
  /** Who deploys this release, as far as is known. */
  readonly deployers: readonly string[];
}

type ConfirmRule = AcceptanceRule<Confirmation>;

const onlyOwnerConfirms: ConfirmRule = ({ owner }, { actor }) =>
  actor === owner ? pass : reject('ONLY_OWNER_CONFIRMS', { owner, fix: 'the acceptance owner confirms in person' });

const everyCaseHasAVerdict: ConfirmRule = ({ cases }) => {
  const open = cases.filter(({ accepted }) => accepted === undefined).map(({ id }) => id);
  return open.length === 0 ? pass : reject('CASES_WITHOUT_VERDICT', { open, fix: 'record a verdict for each case' });
};

const thresholdIsReached: ConfirmRule = ({ cases, threshold }) => {
  const ratio = acceptedRatio(cases) ?? 0;
  return ratio >= threshold
    ? pass
    : reject('THRESHOLD_NOT_REACHED', { ratio, threshold, fix: 'have more of the cases accepted first' });
};

const workflowsAreValidated: ConfirmRule = ({ workflowsValidated, cases }) => {
  const open = cases.filter(({ workflow, accepted }) => workflow && accepted !== true).map(({ id }) => id);
  return workflowsValidated
    ? pass
    : reject('WORKFLOWS_NOT_VALIDATED', { open, fix: 'have these cases accepted first' });
};

const concernsAreAddressed: ConfirmRule = ({ concernsAddressed }) =>
  concernsAddressed ? pass : reject('CONCERNS_NOT_ADDRESSED', { fix: 'review the concerns first' });

/** Who may say that the users accept the release, and when. */
export const mayConfirm: readonly ConfirmRule[] = [
  acceptanceIsPlanned,
  notYetConfirmed,
  onlyOwnerConfirms,
  ownerIsNotDeployer,
  everyCaseHasAVerdict,
  thresholdIsReached,
  workflowsAreValidated,
  noCriticalConcernIsOpen,
  concernsAreAddressed,
];
