import { HoldLifted, HoldPlaced, IssueRaised, IssueResolved, IssueTriaged } from '@slipway/contracts';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';

/** An issue that is critical, or not triaged and possibly critical, holds the flow until it is resolved or lowered. */
export function holdsBy(run: FlowRun, fact: Fact, later: readonly Fact[]): FlowEvent[] {
  if (isOutdated(fact, later)) return [];
  if (IssueRaised.is(fact)) {
    const { issueId, title } = fact.data;
    return placed(run, fact, issueId, `issue ${issueId} is not triaged: ${title}`);
  }
  if (IssueTriaged.is(fact)) {
    const { issueId, priority } = fact.data;
    return priority === 'critical'
      ? placed(run, fact, issueId, `issue ${issueId} is critical`)
      : lifted(run, fact, issueId, `issue ${issueId} is not critical`);
  }
  return IssueResolved.is(fact) ? lifted(run, fact, fact.data.issueId, `issue ${fact.data.issueId} is resolved`) : [];
}

/** Whether the last of the later facts about its issue states the opposite. */
function isOutdated(fact: Fact, later: readonly Fact[]): boolean {
  const last = later.findLast((each) => isOfIssue(each) && isOfIssue(fact) && each.data.issueId === fact.data.issueId);
  return last !== undefined && isCause(last) !== isCause(fact);
}

type IssueFact = Fact & (IssueRaised | IssueTriaged | IssueResolved);

const isOfIssue = (fact: Fact): fact is IssueFact =>
  IssueRaised.is(fact) || IssueTriaged.is(fact) || IssueResolved.is(fact);

/** Whether it is a reason to hold. */
const isCause = (fact: Fact): boolean =>
  IssueRaised.is(fact) || (IssueTriaged.is(fact) && fact.data.priority === 'critical');

const reference = ({ eventId, type }: Fact) => ({ eventId, type });

const placed = ({ release: { releaseId }, holds }: FlowRun, fact: Fact, holdId: string, reason: string): FlowEvent[] =>
  holds[holdId] === reason ? [] : [HoldPlaced.of({ releaseId, holdId, reason, by: reference(fact) })];

const lifted = ({ release: { releaseId }, holds }: FlowRun, fact: Fact, holdId: string, reason: string): FlowEvent[] =>
  holds[holdId] === undefined ? [] : [HoldLifted.of({ releaseId, holdId, reason, by: reference(fact) })];
