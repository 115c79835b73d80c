import { samePerson } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import { isWaived, orWaive } from '../standing.js';
import type { ConfirmAcceptance } from './acceptance.commands.js';
import {
  acceptanceIsPlanned,
  items,
  noCriticalConcernIsOpen,
  notYetConfirmed,
  versionIsDeployed,
  type AcceptanceRule,
} from './acceptance.policy.js';
import { acceptedRatio } from './acceptance.state.js';
import { ownerMayStillOwn } from './who-accepts.policy.js';

type ConfirmRule = AcceptanceRule<ConfirmAcceptance>;

const onlyOwnerConfirms: ConfirmRule = (_, { owner = '' }, { actor }) =>
  samePerson(actor.id, owner)
    ? pass
    : reject('ONLY_OWNER_CONFIRMS', { owner, fix: 'the acceptance owner confirms in person' });

const everyCaseHasAVerdict: ConfirmRule = (_, { cases }) => {
  const open = cases.filter(({ accepted }) => accepted === undefined).map(({ id }) => id);
  return open.length === 0
    ? pass
    : reject('CASES_WITHOUT_VERDICT', {
        open,
        fix: 'record a verdict for each case; reject a case that no user could carry out',
      });
};

const thresholdIsReached: ConfirmRule = ({ releaseId, standing }, { cases, threshold }) => {
  const ratio = acceptedRatio(cases) ?? 0;
  if (ratio >= threshold || isWaived(standing, [items.gate, items.cases])) return pass;
  const fix = `have more of the cases accepted first, ${orWaive(releaseId, items.gate)}`;
  return reject('THRESHOLD_NOT_REACHED', { ratio, threshold, fix });
};

const workflowsAreValidated: ConfirmRule = ({ releaseId, standing }, { workflowsValidated, cases }) => {
  if (workflowsValidated || isWaived(standing, [items.workflows])) return pass;
  const open = cases.filter(({ workflow, accepted }) => workflow && accepted !== true).map(({ id }) => id);
  const fix = `have these cases accepted first, ${orWaive(releaseId, items.workflows)}`;
  return reject('WORKFLOWS_NOT_VALIDATED', { open, fix });
};

const criticalConcernsAreResolved: ConfirmRule = (command, state, context) =>
  isWaived(command.standing, [items.concerns]) ? pass : noCriticalConcernIsOpen(command, state, context);

const concernsAreAddressed: ConfirmRule = ({ releaseId, standing }, { concernsAddressed }) =>
  concernsAddressed || isWaived(standing, [items.concerns])
    ? pass
    : reject('CONCERNS_NOT_ADDRESSED', {
        fix: `review the concerns first, ${orWaive(releaseId, items.concerns)}`,
      });

/** Who may confirm that the users accept the release, and when. */
export const mayConfirm: readonly ConfirmRule[] = [
  releaseGoesOn,
  acceptanceIsPlanned,
  notYetConfirmed,
  onlyOwnerConfirms,
  ownerMayStillOwn,
  versionIsDeployed,
  everyCaseHasAVerdict,
  thresholdIsReached,
  workflowsAreValidated,
  criticalConcernsAreResolved,
  concernsAreAddressed,
];
