import type { EvidenceReference, IssueRaised, IssueTriaged } from '@slipway/contracts';

/** The terms of the release that the desk decides by. */
export interface DeskTerms {
  /** How long a critical issue may stay open, as an ISO 8601 duration. */
  readonly criticalIssue: string;
  /** When the flow of the release began. */
  readonly begunAt: string;
  readonly environment: string;
  readonly ended: boolean;
}

/** A fact of another service that may open an issue. */
export interface Trouble {
  readonly fact: { readonly eventId: string; readonly type: string };
  readonly occurredAt: string;
  readonly kind: IssueRaised['data']['source']['kind'];
  /** The outside system that reports it; nothing when it is a service. */
  readonly origin: string | undefined;
  /** What its source calls it; nothing when it has but a title. */
  readonly subject: string | undefined;
  readonly title: string;
  readonly detail: string;
  /** The environment where it happened; undefined if its source does not name one. */
  readonly environment: string | undefined;
  /** Whether it is about the time after the end of the release. */
  readonly afterEnd: boolean;
}

export interface RaiseIssue {
  readonly type: 'RaiseIssue';
  readonly releaseId: string;
  readonly title: string;
  readonly detail: string;
  readonly terms: DeskTerms;
}

export interface ReportTrouble {
  readonly type: 'ReportTrouble';
  readonly releaseId: string;
  readonly trouble: Trouble;
  readonly terms: DeskTerms;
}

export interface Triage {
  readonly type: 'Triage';
  readonly issueId: string;
  readonly category: IssueTriaged['data']['category'];
  readonly impact: IssueTriaged['data']['impact'];
  readonly urgency: IssueTriaged['data']['urgency'];
  readonly terms: DeskTerms;
}

export interface PlanFix {
  readonly type: 'PlanFix';
  readonly issueId: string;
  readonly plan: string;
  readonly plannedFor: string;
  readonly terms: DeskTerms;
}

export interface RequestHotfix {
  readonly type: 'RequestHotfix';
  readonly issueId: string;
  readonly reason: string;
  readonly terms: DeskTerms;
}

export interface Resolve {
  readonly type: 'Resolve';
  readonly issueId: string;
  readonly resolution: string;
  readonly evidence: readonly EvidenceReference[];
  readonly terms: DeskTerms;
}

/** A person decides how to go on with an issue. */
export type IssueCommand = Triage | PlanFix | RequestHotfix | Resolve;

export interface MissDeadline {
  readonly type: 'MissDeadline';
  readonly issueId: string;
  readonly terms: DeskTerms;
}

export interface ConcludeReview {
  readonly type: 'ConcludeReview';
  readonly releaseId: string;
  readonly terms: DeskTerms;
}

export type DeskCommand = RaiseIssue | ReportTrouble | IssueCommand | MissDeadline | ConcludeReview;
