import { IssueRaised } from '@slipway/contracts';
import { firstRejection, pass, reject, type Rejection, type Rule } from '@slipway/decider';
import { aboutOf } from './about.js';
import { deadlineFrom } from './deadline.js';
import type { RaiseIssue, ReportTrouble, Trouble } from './desk.commands.js';
import { openIssues } from './desk.policies.js';
import type { DeskState } from './desk.state.js';
import { issueIdOf } from './issue-id.js';

type ReportRule = Rule<[ReportTrouble, DeskState], 'REPORT_REFUSED'>;
type Reported = IssueRaised[] | Rejection<'REPORT_REFUSED'>;

const refuse = (reason: string): Rejection<'REPORT_REFUSED'> => reject('REPORT_REFUSED', { reason });

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

const mayOpenIssue: readonly ReportRule[] = [
  releaseIsUnderWay,
  happenedInItsEnvironment,
  happenedSinceTheReleaseBegan,
  isNotResolvedSince,
];

/** What reports itself again while its issue is open is the same issue; what is no trouble of this release is refused. */
export function reported(command: ReportTrouble, state: DeskState, now: string): Reported {
  const refusal = firstRejection(mayOpenIssue, command, state);
  if (refusal !== undefined) return refusal;
  const { trouble } = command;
  if (openAbout(state, aboutOfTrouble(trouble)) !== undefined) return [];
  if (state.open.size < openIssues) return [opened(command, trouble, state, now)];
  // In an alert storm nobody is helped by an issue and its notices for each alert: the rest is one issue.
  const storm = stormOf(trouble);
  const rest = openAbout(state, aboutOfTrouble(storm));
  return rest === undefined
    ? [opened(command, storm, state, now)]
    : refuse(`${String(openIssues)} issues are open: it belongs to the issue ${rest.issueId}`);
}

const openAbout = ({ open }: DeskState, about: string) => [...open.values()].find((issue) => issue.about === about);

const aboutOfTrouble = ({ kind, origin, subject, title }: Trouble): string =>
  aboutOf({ title, source: { kind, origin, subject } });

/** No outside system: one of those names itself. */
const stormOf = ({ title, detail, ...trouble }: Trouble): Trouble => ({
  ...trouble,
  ...{ kind: 'system', origin: undefined, subject: 'storm' },
  title: `${String(openIssues)} issues are open: this is what else is reported`,
  detail: `The first of it: ${title}\n\n${detail}`,
});

function opened(
  { releaseId, terms }: ReportTrouble,
  { kind, fact, origin, subject, title, detail, occurredAt }: Trouble,
  state: DeskState,
  now: string,
): IssueRaised {
  return IssueRaised.of({
    ...{ issueId: nextIssue(releaseId, state), releaseId, title, detail },
    source: {
      kind,
      eventId: fact.eventId,
      ...(origin === undefined ? {} : { origin }),
      ...(subject === undefined ? {} : { subject }),
    },
    deadline: deadlineFrom(occurredAt, now, terms.criticalIssue),
  });
}

/** What a person raises is an issue of its own, whatever its title. */
export function raised({ releaseId, title, detail, terms }: RaiseIssue, state: DeskState, now: string): IssueRaised[] {
  const deadline = deadlineFrom(now, now, terms.criticalIssue);
  const issueId = nextIssue(releaseId, state);
  return [IssueRaised.of({ issueId, releaseId, title, detail, source: { kind: 'person' }, deadline })];
}

const nextIssue = (releaseId: string, state: DeskState): string => issueIdOf(releaseId, state.raised + 1);
