import { HoldLifted, HoldPlaced, IssueRaised, IssueResolved, IssueTriaged } from '@slipway/contracts';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';

/** An issue that is critical, or that nobody has triaged and that may be so, holds the flow until it is resolved or lowered. */
export function holdsBy(run: FlowRun, fact: Fact): FlowEvent[] {
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

const reference = ({ eventId, type }: Fact) => ({ eventId, type });

const placed = ({ release: { releaseId }, holds }: FlowRun, fact: Fact, holdId: string, reason: string): FlowEvent[] =>
  holds[holdId] === reason ? [] : [HoldPlaced.of({ releaseId, holdId, reason, by: reference(fact) })];

const lifted = ({ release: { releaseId }, holds }: FlowRun, fact: Fact, holdId: string, reason: string): FlowEvent[] =>
  holds[holdId] === undefined ? [] : [HoldLifted.of({ releaseId, holdId, reason, by: reference(fact) })];
