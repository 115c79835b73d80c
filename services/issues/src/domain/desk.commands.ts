import type { EvidenceReference, IssueRaised, IssueStatusCommunicated, IssueTriaged } from '@slipway/contracts';

export type IssueStatus = IssueStatusCommunicated['data']['status'];

/** A change of an issue's status, of which stakeholders are told. */
export interface StatusChange {
  readonly issueId: string;
  readonly status: IssueStatus;
  /** The event that is the change. */
  readonly eventId: string;
}

export type DeskCommand =
  | {
      readonly type: 'RaiseIssue';
      readonly releaseId: string;
      readonly title: string;
      readonly detail: string;
      readonly source: IssueRaised['data']['source'];
    }
  | {
      readonly type: 'Triage';
      readonly issueId: string;
      readonly category: IssueTriaged['data']['category'];
      readonly impact: IssueTriaged['data']['impact'];
      readonly urgency: IssueTriaged['data']['urgency'];
      /** By when it must be resolved should it turn out critical. */
      readonly deadlineIfCritical: string;
    }
  | { readonly type: 'RequestHotfix'; readonly issueId: string; readonly reason: string }
  | { readonly type: 'PlanFix'; readonly issueId: string; readonly plan: string; readonly plannedFor: string }
  | {
      readonly type: 'Resolve';
      readonly issueId: string;
      readonly resolution: string;
      readonly evidence: readonly EvidenceReference[];
    }
  | { readonly type: 'MissDeadline'; readonly issueId: string }
  | (StatusChange & { readonly type: 'RecordCommunication'; readonly channel: string; readonly receipt: string })
  | (StatusChange & {
      readonly type: 'RecordFailedCommunication';
      readonly channel: string;
      readonly reason: string;
      /** Nothing when it is not tried again. */
      readonly retryAt?: string | undefined;
    })
  | { readonly type: 'ConcludeReview'; readonly releaseId: string }
  | {
      readonly type: 'RecordDocument';
      readonly releaseId: string;
      readonly step: string;
      readonly output: string;
      readonly evidence: EvidenceReference;
    };
