import {
  Changes,
  FixPlanned,
  HotfixRequested,
  IssueResolved,
  IssueSlaBreached,
  IssueStatusCommunicated,
  IssueTriaged,
  type DomainEvent,
  type IssueRaised,
} from '@slipway/contracts';
import { earliest } from './deadline.js';

/** An issue as people see it, with each fact of its way. */
export interface Issue {
  readonly raised: IssueRaised['data'];
  readonly triaged?: IssueTriaged['data'];
  /** The earliest deadline that it was ever given, kept while it is not critical. */
  readonly deadline?: string;
  readonly hotfix?: HotfixRequested['data'];
  readonly planned?: FixPlanned['data'];
  readonly resolved?: IssueResolved['data'];
  readonly breached: boolean;
  /** The newest notices. */
  readonly told: readonly IssueStatusCommunicated['data'][];
}

/** The notices that are kept with an issue: many changes must not make it large. */
const keptNotices = 100;

/** The facts about an issue after it was raised, each with its change of the issue. */
export const issueChanges = Changes.of<Issue>()
  .on(IssueTriaged, (issue, { data }) => {
    const deadline = earliest(issue.deadline, data.deadline);
    return { ...issue, triaged: data, ...(deadline === undefined ? {} : { deadline }) };
  })
  .on(HotfixRequested, (issue, { data }) => ({ ...issue, hotfix: data }))
  .on(FixPlanned, (issue, { data }) => ({ ...issue, planned: data }))
  .on(IssueResolved, (issue, { data }) => ({ ...issue, resolved: data }))
  .on(IssueSlaBreached, (issue) => ({ ...issue, breached: true }))
  .on(IssueStatusCommunicated, (issue, { data }) => ({ ...issue, told: [...issue.told, data].slice(-keptNotices) }));

/** The issue after a fact about it. */
export const issueAfter = (issue: Issue, fact: DomainEvent): Issue => issueChanges.after(issue, fact);

export function issueRaised(raised: IssueRaised['data']): Issue {
  const { deadline } = raised;
  return { raised, ...(deadline === undefined ? {} : { deadline }), breached: false, told: [] };
}

/** By when an issue must be resolved now: until its triage it is as bad as the worst can be, and triage may lift the deadline. */
export const deadlineNow = ({ raised, triaged }: Issue): string | undefined =>
  triaged === undefined ? raised.deadline : triaged.deadline;
