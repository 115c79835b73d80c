import { IssueFactRefused, IssueRaised } from '@slipway/contracts';
import { firstRejection, pass, reject, type Rule } from '@slipway/decider';
import { deadlineFrom } from './deadline.js';
import type { RaiseIssue, ReportTrouble, Trouble } from './desk.commands.js';
import { isOpen, type DeskEvent, type DeskState, type Issue } from './desk.state.js';

type ReportRule = Rule<[ReportTrouble, DeskState], 'REPORT_REFUSED'>;

const releaseIsUnderWay: ReportRule = ({ terms, trouble }) =>
  terms.ended && !trouble.afterEnd ? reject('REPORT_REFUSED', { reason: 'the release has ended' }) : pass;

const happenedInItsEnvironment: ReportRule = ({ terms, trouble: { environment } }) =>
  environment === undefined || environment === terms.environment
    ? pass
    : reject('REPORT_REFUSED', {
        reason: `it happened in ${environment}; this release is for ${terms.environment}`,
      });

const happenedSinceTheReleaseBegan: ReportRule = ({ terms: { begunAt }, trouble: { occurredAt } }) =>
  occurredAt >= begunAt
    ? pass
    : reject('REPORT_REFUSED', {
        reason: `it happened at ${occurredAt}, before the flow of the release began at ${begunAt}`,
      });

const isNotResolvedSince: ReportRule = ({ trouble }, { issues }) => {
  const since = Object.values(issues).find(
    (issue) => isAbout(issue, trouble) && (issue.resolved?.resolvedAt ?? '') > trouble.occurredAt,
  );
  return since === undefined
    ? pass
    : reject('REPORT_REFUSED', {
        reason: `it happened at ${trouble.occurredAt}, before its issue ${since.raised.issueId} was resolved`,
      });
};

const mayOpenIssue: readonly ReportRule[] = [
  releaseIsUnderWay,
  happenedInItsEnvironment,
  happenedSinceTheReleaseBegan,
  isNotResolvedSince,
];

/** What reports itself again while its issue is open is the same issue; what is no trouble of this release is kept as refused. */
export function reported(command: ReportTrouble, state: DeskState, now: string): DeskEvent[] {
  const { releaseId, trouble, terms } = command;
  const refusal = firstRejection(mayOpenIssue, command, state);
  if (refusal !== undefined) return [refused(releaseId, trouble.fact, String(refusal.details['reason']))];
  if (Object.values(state.issues).some((issue) => isOpen(issue) && isAbout(issue, trouble))) return [];
  const { kind, fact, origin, subject, title, detail, occurredAt } = trouble;
  return [
    IssueRaised.of({
      ...{ issueId: nextIssue(releaseId, state), releaseId, title, detail },
      source: {
        kind,
        eventId: fact.eventId,
        ...(origin === undefined ? {} : { origin }),
        ...(subject === undefined ? {} : { subject }),
      },
      deadline: deadlineFrom(occurredAt, now, terms.criticalIssue),
    }),
  ];
}

/** What a person raises is an issue of its own, whatever its title. */
export function raised({ releaseId, title, detail, terms }: RaiseIssue, state: DeskState, now: string): DeskEvent[] {
  const deadline = deadlineFrom(now, now, terms.criticalIssue);
  const issueId = nextIssue(releaseId, state);
  return [IssueRaised.of({ issueId, releaseId, title, detail, source: { kind: 'person' }, deadline })];
}

export const refused = (releaseId: string, fact: Trouble['fact'], reason: string): IssueFactRefused =>
  IssueFactRefused.of({ releaseId, fact, reason });

const nextIssue = (releaseId: string, { issues }: DeskState): string =>
  `${releaseId}.${String(Object.keys(issues).length + 1)}`;

/** By what the source calls it, with the source. Only where it calls it nothing does the title tell. */
function isAbout({ raised: { source, title } }: Issue, trouble: Trouble): boolean {
  if (source.kind !== trouble.kind || source.origin !== trouble.origin) return false;
  return source.subject === trouble.subject && (source.subject !== undefined || title === trouble.title);
}
