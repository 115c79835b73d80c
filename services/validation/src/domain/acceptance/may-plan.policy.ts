import { pass, reject, sameContent } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import type { PlanAcceptance } from './acceptance.commands.js';
import { notYetConfirmed, type AcceptanceRule } from './acceptance.policy.js';
import type { AcceptanceCase } from './acceptance.state.js';
import { namedOwnerMayOwn } from './who-accepts.policy.js';

type PlanRule = AcceptanceRule<PlanAcceptance>;

const isUnderWay = (cases: readonly AcceptanceCase[]) => cases.some(({ accepted }) => accepted !== undefined);
const described = (cases: readonly AcceptanceCase[]) =>
  cases.map(({ id, title, workflow }) => ({ id, title, workflow }));

/** The owner can be replaced at any time: nobody else can confirm. */
const casesStayOnceJudged: PlanRule = ({ cases }, { cases: known }) =>
  isUnderWay(known) && !sameContent(described(cases), described(known))
    ? reject('ACCEPTANCE_UNDER_WAY', {
        field: 'cases',
        fix: 'cases have verdicts: name the same cases; only the owner can be replaced, and more users asked',
      })
    : pass;

/** A share that is too small is not made larger by having asked fewer. */
const askedIsNotLoweredOnceJudged: PlanRule = ({ asked = 0 }, { cases: known, asked: before = 0 }) =>
  isUnderWay(known) && asked < before
    ? reject('ACCEPTANCE_UNDER_WAY', { field: 'asked', asked, before, fix: 'state at least as many as before' })
    : pass;

const caseIdsAreUnique: PlanRule = ({ cases }) => {
  const ids = cases.map(({ id }) => id);
  const repeated = ids.find((id, at) => ids.indexOf(id) !== at);
  return repeated === undefined
    ? pass
    : reject('CASE_REPEATED', { field: 'cases', caseId: repeated, fix: 'give each case an id of its own' });
};

const oneCaseIsAWorkflow: PlanRule = ({ cases }) =>
  cases.some(({ workflow }) => workflow)
    ? pass
    : reject('WORKFLOW_CASE_REQUIRED', { field: 'cases', fix: 'mark the cases that are workflows of the users' });

const enoughCases: PlanRule = ({ cases: { length: given }, conduct: { acceptance } }) =>
  given >= acceptance.cases
    ? pass
    : reject('ACCEPTANCE_TOO_SMALL', {
        field: 'cases',
        needed: acceptance.cases,
        given,
        fix: `the policy of the release asks for at least ${String(acceptance.cases)} cases: plan more`,
      });

const askedIsStated: PlanRule = ({ asked, conduct: { acceptance } }) =>
  asked !== undefined || acceptance.responseShare === 0
    ? pass
    : reject('ASKED_REQUIRED', {
        field: 'asked',
        neededShare: acceptance.responseShare,
        fix: 'state in asked how many users are asked for their opinion: a share of them has to answer',
      });

export const mayPlan: readonly PlanRule[] = [
  releaseGoesOn,
  notYetConfirmed,
  casesStayOnceJudged,
  askedIsNotLoweredOnceJudged,
  namedOwnerMayOwn,
  caseIdsAreUnique,
  oneCaseIsAWorkflow,
  enoughCases,
  askedIsStated,
];
