import type { Conduct, EvidenceReference } from '@slipway/contracts';
import type { Standing } from '../standing.js';
import type { AcceptanceCase } from './acceptance.state.js';
import type { Opinions } from './feedback.js';

export interface OfRelease {
  readonly releaseId: string;
  readonly standing: Standing;
}

/** The command is judged by who combines which hats. */
export interface OfPeople extends OfRelease {
  readonly conduct: Conduct;
}

/** The command is about the version that runs in production. */
export interface OfRunningVersion extends OfRelease {
  /** When its rollout began; nothing while it does not run. */
  readonly runsSince: string | undefined;
}

export interface PlanAcceptance extends OfPeople {
  readonly type: 'PlanAcceptance';
  readonly owner: string;
  /** How many users are asked for their opinion. */
  readonly asked: number | undefined;
  readonly threshold: number;
  readonly cases: readonly AcceptanceCase[];
}

export interface RecordCase extends OfPeople, OfRunningVersion {
  readonly type: 'RecordCase';
  readonly caseId: string;
  readonly accepted: boolean;
  readonly comment: string | undefined;
}

export interface ProvideTraining extends OfRelease {
  readonly type: 'ProvideTraining';
  readonly evidence: readonly EvidenceReference[];
}

export interface ConcludeFeedback extends OfPeople, OfRunningVersion {
  readonly type: 'ConcludeFeedback';
  readonly opinions: Opinions;
}

export interface RaiseConcern extends OfRelease {
  readonly type: 'RaiseConcern';
  readonly title: string;
  readonly critical: boolean;
}

export interface ResolveConcern extends OfRelease {
  readonly type: 'ResolveConcern';
  readonly concernId: string;
  readonly resolution: string;
}

export interface ReviewConcerns extends OfRunningVersion {
  readonly type: 'ReviewConcerns';
}

export interface ConfirmAcceptance extends OfPeople, OfRunningVersion {
  readonly type: 'ConfirmAcceptance';
}

export type AcceptanceCommand =
  | PlanAcceptance
  | RecordCase
  | ProvideTraining
  | ConcludeFeedback
  | RaiseConcern
  | ResolveConcern
  | ReviewConcerns
  | ConfirmAcceptance;
