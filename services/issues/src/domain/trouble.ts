import { IssueRaised } from '@slipway/contracts';
import { firstRejection, type DecisionContext, type Rejection } from '@slipway/decider';
import { deadlineFrom } from './deadline.js';
import type { RaiseIssue, ReportTrouble, Trouble } from './desk.commands.js';
import { openIssues } from './desk.policy.js';
import type { DeskState } from './desk.state.js';
import { issueIdOf } from './issue-id.js';
import { mayOpenAnother, mayReport } from './may-report.policy.js';
import { aboutOfTrouble, openAbout, stormOf } from './storm.js';

type Reported = IssueRaised[] | Rejection<'REPORT_REFUSED'>;

/** Trouble that is reported again while its issue is open belongs to that issue; trouble of another release is refused. */
export function reported(command: ReportTrouble, state: DeskState, context: DecisionContext): Reported {
  const refusal = firstRejection(mayReport, command, state, context);
  if (refusal !== undefined) return refusal;
  const { trouble } = command;
  if (openAbout(state, aboutOfTrouble(trouble)) !== undefined) return [];
  const raised = state.open.size < openIssues ? trouble : stormOf(trouble);
  return firstRejection(mayOpenAnother, command, state, context) ?? [opened(command, raised, state, context.now)];
}

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
