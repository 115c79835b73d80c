import {
  AcceptanceCaseRecorded,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  ConcernRaised,
  ConcernsAddressed,
  WorkflowsValidated,
} from '@slipway/contracts';
import { basePolicy, conductOf, type HatWearers } from '@slipway/flow';
import { releaseId, standing } from '../fixtures.js';
import type {
  ConcludeFeedback,
  ConfirmAcceptance,
  PlanAcceptance,
  RaiseConcern,
  RecordCase,
} from './acceptance.commands.js';

/** Material for the specs of the acceptance. */
export const cases = [
  { id: 'order', title: 'A customer orders', workflow: true },
  { id: 'search', title: 'A customer searches', workflow: false },
];
const { minor } = basePolicy.releaseTypes;
const { acceptance: enough, confirmExceptions, onBreach } = minor;
export const conduct = { ...conductOf({}), acceptance: enough, confirmExceptions, onBreach };

/** One hour before now. */
export const rolloutAt = '2026-11-23T09:00:00.000Z';

const common = { releaseId, standing: standing(), conduct };
const ofRunning = { ...common, runsSince: rolloutAt };

export const plan: PlanAcceptance = {
  ...{ type: 'PlanAcceptance', ...common },
  ...{ owner: 'margaret', asked: undefined, threshold: 0.5, cases },
};
export const record = (caseId: string, accepted: boolean): RecordCase => ({
  ...{ type: 'RecordCase', ...ofRunning },
  ...{ caseId, accepted, comment: undefined },
});
export const confirm: ConfirmAcceptance = { type: 'ConfirmAcceptance', ...ofRunning };
export const raise = (critical: boolean): RaiseConcern => ({
  ...{ type: 'RaiseConcern', releaseId, standing: standing() },
  ...{ title: 'the basket is slow', critical },
});
export const conclude = (
  ratings: readonly number[],
  overrides: Partial<ConcludeFeedback> = {},
  comments: readonly string[] = [],
): ConcludeFeedback => {
  const ofUsers = ratings.map((rating) => ({ rating, count: 1 }));
  const opinions = { ofUsers, comments, ofTheTeam: 2, early: 1 };
  return { ...{ type: 'ConcludeFeedback', ...ofRunning, opinions }, ...overrides };
};

export const wearing = (wearers: HatWearers) => standing({ wearers });

export const planned = AcceptancePlanned.of({ releaseId, owner: 'margaret', threshold: 0.5, cases });
export const recorded = (caseId: string, accepted: boolean) =>
  AcceptanceCaseRecorded.of({ releaseId, caseId, accepted });
export const completed = (accepted: number) =>
  AcceptanceTestsCompleted.of({ releaseId, accepted, total: 2, ratio: accepted / 2 });
export const workflows = WorkflowsValidated.of({ releaseId, cases: ['order'] });
export const raised = (n: number, critical: boolean) =>
  ConcernRaised.of({ releaseId, concernId: `concern-${String(n)}`, title: 'the basket is slow', critical });
export const addressed = (count: number) => ConcernsAddressed.of({ releaseId, raised: count, openCritical: 0 });
export const accepted = [planned, recorded('order', true), workflows, recorded('search', true), completed(2)];
