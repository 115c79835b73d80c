import {
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssueSlaBreached,
  IssueTriaged,
  type Level,
} from '@slipway/contracts';
import type { DeskTerms, ReportTrouble, Triage, Trouble } from './desk.commands.js';
import { priorityOf } from './priority.js';

export const now = '2026-11-23T10:00:00.000Z';
export const deadline = '2026-11-23T14:00:00.000Z';
export const late = '2026-11-23T15:00:00.000Z';
export const releaseId = 'shop-1.1.0';
export const issueId = `${releaseId}.1`;
export const terms: DeskTerms = {
  criticalIssue: 'PT4H',
  begunAt: '2026-11-20T10:00:00.000Z',
  environment: 'production',
  ended: false,
};

export const breach: Trouble = {
  fact: { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: 'dev.slipway.monitoring.health-breached.v1' },
  occurredAt: now,
  kind: 'monitoring',
  origin: undefined,
  subject: 'health:home',
  title: 'slow start page',
  detail: '',
  environment: undefined,
  afterEnd: false,
};
export const report = (trouble: Partial<Trouble> = {}, more: Partial<DeskTerms> = {}): ReportTrouble => ({
  type: 'ReportTrouble',
  releaseId,
  trouble: { ...breach, ...trouble },
  terms: { ...terms, ...more },
});

export const raised = ({ number = 1, due = deadline, ...more }: Partial<Raised> = {}) =>
  IssueRaised.of({
    ...{ issueId: `${releaseId}.${String(number)}`, releaseId, title: 'slow start page', detail: '', deadline: due },
    source: { kind: 'monitoring', eventId: breach.fact.eventId, subject: 'health:home' },
    ...more,
  });

interface Raised {
  readonly number: number;
  readonly due: string;
  readonly title: string;
  readonly detail: string;
  readonly source: IssueRaised['data']['source'];
}

export const triaged = (level: Level = 'high', due = deadline) =>
  IssueTriaged.of({
    ...{ issueId, releaseId, category: 'performance', impact: level, urgency: level },
    priority: priorityOf(level, level),
    ...(level === 'high' ? { deadline: due } : {}),
  });

export const resolved = ({ inTime = true, critical = true, resolvedAt = now } = {}) =>
  IssueResolved.of({ issueId, releaseId, resolution: 'reverted', critical, inTime, evidence: [], resolvedAt });

export const breached = IssueSlaBreached.of({ issueId, releaseId, deadline });

const clean = { raised: 0, open: 0, openCritical: 0, unplanned: 0, hotfixes: 0, breaches: 0 };
export const reviewed = (numbers: Partial<typeof clean> = {}) =>
  IssueReviewConcluded.of({ releaseId, ...clean, ...numbers });

/** One issue that nobody has triaged, and the same one as a triage found it. */
export const untriaged = { raised: 1, open: 1, openCritical: 1, unplanned: 1 };
export const lowered = { ...untriaged, openCritical: 0 };

export const triage: Triage = {
  type: 'Triage',
  issueId,
  category: 'performance',
  impact: 'high',
  urgency: 'high',
  terms,
};
export const lower: Triage = { ...triage, impact: 'low', urgency: 'low' };
export const resolve = { type: 'Resolve', issueId, resolution: 'reverted', evidence: [], terms } as const;
export const missDeadline = { type: 'MissDeadline', issueId, terms } as const;
export const review = { type: 'ConcludeReview', releaseId, terms } as const;
export const person = { type: 'RaiseIssue', releaseId, title: 'slow start page', detail: '', terms } as const;
