import { pass, reject } from '@slipway/decider';
import { notYetConfirmed, ownerIsNotDeployer, type AcceptanceRule } from './acceptance.rules.js';
import type { AcceptanceCase } from './acceptance.state.js';

interface Proposal {
  readonly owner: string;
  readonly cases: readonly AcceptanceCase[];
  readonly deployers: readonly string[];
}

type PlanRule = AcceptanceRule<Proposal>;

const noCaseHasAVerdict: PlanRule = ({ cases }) =>
  cases.some(({ accepted }) => accepted !== undefined)
    ? reject('ACCEPTANCE_UNDER_WAY', { fix: 'cases have verdicts: the plan stays as it is' })
    : pass;

const caseIdsAreUnique: PlanRule = (_, { cases }) => {
  const ids = cases.map(({ id }) => id);
  const repeated = ids.find((id, at) => ids.indexOf(id) !== at);
  return repeated === undefined
    ? pass
    : reject('CASE_REPEATED', { field: 'cases', caseId: repeated, fix: 'give each case an id of its own' });
};

const oneCaseIsAWorkflow: PlanRule = (_, { cases }) =>
  cases.some(({ workflow }) => workflow)
    ? pass
    : reject('WORKFLOW_CASE_REQUIRED', { field: 'cases', fix: 'mark the cases that are workflows of the users' });

export const mayPlan: readonly PlanRule[] = [
  notYetConfirmed,
  noCaseHasAVerdict,
  ownerIsNotDeployer,
  caseIdsAreUnique,
  oneCaseIsAWorkflow,
];
