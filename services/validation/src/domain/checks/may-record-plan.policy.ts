import { CheckKind } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import { easingsOf } from './check-plan-easing.policy.js';
import type { RecordPlan } from './checks.commands.js';
import type { ChecksRule } from './checks.policy.js';

type PlanRule = ChecksRule<RecordPlan>;

const notYetValidated: PlanRule = (_, { validated }) =>
  validated
    ? reject('VALIDATION_ALREADY_PASSED', {
        fix: 'the release has been validated under its plan: run single checks again',
      })
    : pass;

/** A check that expects a server error would call an outage a success. */
const checksExpectAnswers: PlanRule = ({ plan }) => {
  const failing = CheckKind.options
    .flatMap((kind) => plan.checks[kind].map((check) => ({ kind, check })))
    .find(({ check }) => check.expect.status >= 500);
  return failing === undefined
    ? pass
    : reject('CHECK_EXPECTS_FAILURE', {
        ...{ field: `checks.${failing.kind}`, name: failing.check.name, given: failing.check.expect.status },
        fix: 'expect a status below 500: a server error is no success',
      });
};

/** What was approved, or is being validated, is a release under this plan: less than that is an exception. */
const easingIsGranted: PlanRule = ({ releaseId, plan, digest, settled, standing }, { plan: before }) => {
  if (before === undefined || !settled || standing.checkPlans.includes(digest)) return pass;
  const eased = easingsOf(before, plan);
  if (eased.length === 0) return pass;
  const exception = { kind: 'check-plan', items: ['check-plan'], to: digest };
  const body = JSON.stringify({ ...exception, reason: '…' });
  return reject('EXCEPTION_REQUIRED', {
    ...exception,
    eased,
    fix: `send POST /planning/v1/releases/${releaseId}/exceptions ${body}, and this plan again once the exception is granted`,
  });
};

export const mayRecordPlan: readonly PlanRule[] = [
  releaseGoesOn,
  notYetValidated,
  checksExpectAnswers,
  easingIsGranted,
];
