import {
  FixPlanned,
  HotfixRequested,
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssueSlaBreached,
  IssueTriaged,
  type Priority,
} from '@slipway/contracts';
import { earliest } from './deadline.js';
import { aboutOf } from './about.js';

/** What the desk decides by. What became of reports, notices and documents has streams of its own. */
export type DeskEvent =
  FixPlanned | HotfixRequested | IssueRaised | IssueResolved | IssueReviewConcluded | IssueSlaBreached | IssueTriaged;

/** The parts of an open issue that the decisions on it depend on. */
export interface OpenIssue {
  readonly issueId: string;
  /** What it is about: see `aboutOf`. */
  readonly about: string;
  /** Undefined until its triage. */
  readonly priority?: Priority;
  /** By when it must be resolved now: until its triage it is as bad as the worst can be, and triage may lift the deadline. */
  readonly due?: string;
  /** The earliest deadline that it was ever given, kept while it is not critical. */
  readonly earliestDue?: string;
  readonly hotfix: boolean;
  readonly planned: boolean;
  readonly breached: boolean;
}

export interface Resolution {
  readonly issueId: string;
  readonly resolvedAt: string;
}

/** The open issues of one release, and totals of all. It does not grow with the work on them. */
export interface DeskState {
  readonly raised: number;
  readonly hotfixes: number;
  readonly breaches: number;
  /** In the order in which they were raised, by their ids. */
  readonly open: ReadonlyMap<string, OpenIssue>;
  /** The last resolution of each of the newest subjects. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
  /** The last one. */
  readonly review?: IssueReviewConcluded['data'];
}

/** The number of subjects whose resolution is remembered: a report from before it can still come. */
const rememberedResolutions = 1000;

export const initialState: DeskState = { raised: 0, hotfixes: 0, breaches: 0, open: new Map(), resolutions: new Map() };

export function evolve(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case IssueRaised.type: {
      const raised = { ...state, raised: state.raised + 1 };
      return withIssue(raised, opened(event.data));
    }
    case IssueTriaged.type: {
      const { priority, deadline } = event.data;
      return changed(state, event.data.issueId, ({ due: _, earliestDue, ...issue }) => ({
        ...issue,
        priority,
        ...deadlines(deadline, earliest(earliestDue, deadline)),
      }));
    }
    case HotfixRequested.type:
      return changed({ ...state, hotfixes: state.hotfixes + 1 }, event.data.issueId, hotfixed);
    case FixPlanned.type:
      return changed(state, event.data.issueId, (issue) => ({ ...issue, planned: true }));
    case IssueSlaBreached.type:
      return changed({ ...state, breaches: state.breaches + 1 }, event.data.issueId, (issue) => ({
        ...issue,
        breached: true,
      }));
    case IssueResolved.type:
      return resolved(state, event.data);
    case IssueReviewConcluded.type:
      return { ...state, review: event.data };
    // Of desks from before reports, notices and documents had streams of their own.
    default:
      return state;
  }
}

const hotfixed = (issue: OpenIssue): OpenIssue => ({ ...issue, hotfix: true });

function opened(raised: IssueRaised['data']): OpenIssue {
  const { issueId, deadline } = raised;
  const untouched = { hotfix: false, planned: false, breached: false };
  return { issueId, about: aboutOf(raised), ...deadlines(deadline, deadline), ...untouched };
}

const deadlines = (due: string | undefined, earliestDue: string | undefined) => ({
  ...(due === undefined ? {} : { due }),
  ...(earliestDue === undefined ? {} : { earliestDue }),
});

const withIssue = (state: DeskState, issue: OpenIssue): DeskState => ({
  ...state,
  open: new Map(state.open).set(issue.issueId, issue),
});

function changed(state: DeskState, issueId: string, change: (issue: OpenIssue) => OpenIssue): DeskState {
  const issue = state.open.get(issueId);
  return issue === undefined ? state : withIssue(state, change(issue));
}

function resolved(state: DeskState, { issueId, resolvedAt = '' }: IssueResolved['data']): DeskState {
  const issue = state.open.get(issueId);
  if (issue === undefined) return state;
  const open = new Map(state.open);
  open.delete(issueId);
  const resolutions = new Map(state.resolutions);
  // The newest last, so that the first is the one to forget.
  resolutions.delete(issue.about);
  resolutions.set(issue.about, { issueId, resolvedAt });
  const [oldest] = resolutions.keys();
  if (resolutions.size > rememberedResolutions && oldest !== undefined) resolutions.delete(oldest);
  return { ...state, open, resolutions };
}

/** Until its triage, an issue has the worst possible priority. */
export const isCritical = ({ priority = 'critical' }: OpenIssue): boolean => priority === 'critical';
/** How or when it is fixed is still open. */
export const isUnplanned = ({ planned, hotfix }: OpenIssue): boolean => !planned && !hotfix;
