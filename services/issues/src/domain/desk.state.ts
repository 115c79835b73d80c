import {
  FixPlanned,
  HotfixRequested,
  IssueFactRefused,
  IssueNotificationFailed,
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssuesDocumentRecorded,
  IssueSlaBreached,
  IssueStatusCommunicated,
  IssueTriaged,
} from '@slipway/contracts';
import { earliest } from './deadline.js';

export type DeskEvent =
  | FixPlanned
  | HotfixRequested
  | IssueFactRefused
  | IssueNotificationFailed
  | IssueRaised
  | IssueResolved
  | IssueReviewConcluded
  | IssuesDocumentRecorded
  | IssueSlaBreached
  | IssueStatusCommunicated
  | IssueTriaged;

export interface Issue {
  readonly raised: IssueRaised['data'];
  readonly triaged?: IssueTriaged['data'];
  /** The earliest deadline that it was ever given, kept while it is not critical. */
  readonly deadline?: string;
  readonly hotfix?: HotfixRequested['data'];
  readonly planned?: FixPlanned['data'];
  readonly resolved?: IssueResolved['data'];
  readonly breached: boolean;
  readonly told: readonly IssueStatusCommunicated['data'][];
}

/** All issues of one release, in the order in which they were raised. */
export interface DeskState {
  readonly issues: Readonly<Record<string, Issue>>;
  /** The digest of the latest document of each output. */
  readonly documents: Readonly<Record<string, string>>;
  /** The last one. */
  readonly review?: IssueReviewConcluded['data'];
}

export const initialState: DeskState = { issues: {}, documents: {} };

export function evolve(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case IssueRaised.type: {
      const { deadline } = event.data;
      const due = deadline === undefined ? {} : { deadline };
      const issue: Issue = { raised: event.data, ...due, breached: false, told: [] };
      return { ...state, issues: { ...state.issues, [event.data.issueId]: issue } };
    }
    case IssueTriaged.type: {
      const deadline = earliest(state.issues[event.data.issueId]?.deadline, event.data.deadline);
      const kept = deadline === undefined ? {} : { deadline };
      return changed(state, event.data.issueId, { triaged: event.data, ...kept });
    }
    case HotfixRequested.type:
      return changed(state, event.data.issueId, { hotfix: event.data });
    case FixPlanned.type:
      return changed(state, event.data.issueId, { planned: event.data });
    case IssueResolved.type:
      return changed(state, event.data.issueId, { resolved: event.data });
    case IssueSlaBreached.type:
      return changed(state, event.data.issueId, { breached: true });
    case IssueStatusCommunicated.type: {
      const told = state.issues[event.data.issueId]?.told ?? [];
      return changed(state, event.data.issueId, { told: [...told, event.data] });
    }
    case IssuesDocumentRecorded.type:
      return { ...state, documents: { ...state.documents, [event.data.output]: event.data.evidence.digest } };
    case IssueFactRefused.type:
    case IssueNotificationFailed.type:
      return state;
    case IssueReviewConcluded.type:
      return { ...state, review: event.data };
  }
}

function changed(state: DeskState, issueId: string, patch: Partial<Issue>): DeskState {
  const issue = state.issues[issueId];
  return issue === undefined ? state : { ...state, issues: { ...state.issues, [issueId]: { ...issue, ...patch } } };
}

/** Until somebody has triaged it, it is as bad as the worst can be. */
export const isCritical = ({ triaged }: Issue): boolean => triaged === undefined || triaged.priority === 'critical';
export const isOpen = ({ resolved }: Issue): boolean => resolved === undefined;
/** Whether this change of its status was told on this channel. */
export const isTold = ({ told }: Issue, change: { readonly eventId: string; readonly channel: string }): boolean =>
  told.some(({ eventId, channel }) => eventId === change.eventId && channel === change.channel);
/** Nobody has said yet how or when it is fixed. */
export const isUnplanned = (issue: Issue): boolean =>
  isOpen(issue) && issue.planned === undefined && issue.hotfix === undefined;
