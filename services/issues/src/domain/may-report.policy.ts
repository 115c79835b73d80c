import { pass, reject, type Rejection } from '@slipway/decider';
import type { ReportTrouble } from './desk.commands.js';
import { openIssues, type DeskRule } from './desk.policy.js';
import { aboutOfTrouble, openAbout, stormOf } from './storm.js';

type ReportRule = DeskRule<ReportTrouble, 'REPORT_REFUSED'>;

const refuse = (reason: string): Rejection<'REPORT_REFUSED'> =>
  reject('REPORT_REFUSED', {
    reason,
    fix: 'raise an issue by hand if it concerns this release: POST /issues/v1/releases/{releaseId}/issues',
  });

const releaseIsUnderWay: ReportRule = ({ terms, trouble }) =>
  terms.ended && !trouble.afterEnd ? refuse('the release has ended') : pass;

const happenedInItsEnvironment: ReportRule = ({ terms, trouble: { environment } }) =>
  environment === undefined || environment === terms.environment
    ? pass
    : refuse(`it happened in ${environment}; this release is for ${terms.environment}`);

const happenedSinceTheReleaseBegan: ReportRule = ({ terms: { begunAt }, trouble: { occurredAt } }) =>
  occurredAt >= begunAt
    ? pass
    : refuse(`it happened at ${occurredAt}, before the flow of the release began at ${begunAt}`);

const isNotResolvedSince: ReportRule = ({ trouble }, { resolutions }) => {
  const last = resolutions.get(aboutOfTrouble(trouble));
  return last === undefined || last.resolvedAt <= trouble.occurredAt
    ? pass
    : refuse(`it happened at ${trouble.occurredAt}, before its issue ${last.issueId} was resolved`);
};

export const mayReport: readonly ReportRule[] = [
  releaseIsUnderWay,
  happenedInItsEnvironment,
  happenedSinceTheReleaseBegan,
  isNotResolvedSince,
];

const oneIssueForTheRest: ReportRule = ({ trouble }, state) => {
  if (state.open.size < openIssues) return pass;
  const rest = openAbout(state, aboutOfTrouble(stormOf(trouble)));
  return rest === undefined
    ? pass
    : refuse(`${String(openIssues)} issues are open: it belongs to the issue ${rest.issueId}`);
};

/** Of what no issue is open about yet. */
export const mayOpenAnother: readonly ReportRule[] = [oneIssueForTheRest];
