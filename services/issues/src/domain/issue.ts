import {
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

/** The facts of an issue's way, after it was raised. */
export const issueChanges = [
  FixPlanned,
  HotfixRequested,
  IssueResolved,
  IssueSlaBreached,
  IssueStatusCommunicated,
  IssueTriaged,
] as const;

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

/** The issue after a fact about it. */
export function issueAfter(issue: Issue, fact: DomainEvent): Issue {
  if (IssueTriaged.is(fact)) {
    const deadline = earliest(issue.deadline, fact.data.deadline);
    return { ...issue, triaged: fact.data, ...(deadline === undefined ? {} : { deadline }) };
  }
  if (HotfixRequested.is(fact)) return { ...issue, hotfix: fact.data };
  if (FixPlanned.is(fact)) return { ...issue, planned: fact.data };
  if (IssueResolved.is(fact)) return { ...issue, resolved: fact.data };
  if (IssueSlaBreached.is(fact)) return { ...issue, breached: true };
  return IssueStatusCommunicated.is(fact) ? { ...issue, told: [...issue.told, fact.data].slice(-keptNotices) } : issue;
}

export function issueRaised(raised: IssueRaised['data']): Issue {
  const { deadline } = raised;
  return { raised, ...(deadline === undefined ? {} : { deadline }), breached: false, told: [] };
}

/** By when an issue must be resolved now: until its triage it is as bad as the worst can be, and triage may lift the deadline. */
export const deadlineNow = ({ raised, triaged }: Issue): string | undefined =>
  triaged === undefined ? raised.deadline : triaged.deadline;
