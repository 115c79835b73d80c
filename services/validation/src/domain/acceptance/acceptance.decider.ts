import {
  AcceptanceCaseRecorded,
  AcceptanceConfirmed,
  AcceptancePlanned,
  AcceptanceTestsCompleted,
  TrainingProvided,
  WorkflowsValidated,
  type EvidenceReference,
} from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import { documentRecorded, type RecordDocument } from '../recorded-documents.js';
import {
  acceptanceIsPlanned,
  caseIsPlanned,
  noCriticalConcernIsOpen,
  notYetConfirmed,
  versionIsDeployed,
  type AcceptanceRejection,
} from './acceptance.rules.js';
import {
  acceptedRatio,
  evolve,
  initialState,
  workflowsAccepted,
  type AcceptanceCase,
  type AcceptanceEvent,
  type AcceptanceState,
} from './acceptance.state.js';
import { addressed, mayResolve, raised, resolved } from './concerns.js';
import { collected, type Rating } from './feedback.js';
import { mayConfirm } from './may-confirm.policy.js';
import { mayPlan } from './may-plan.policy.js';

interface OfRelease {
  readonly releaseId: string;
}

export interface PlanAcceptance extends OfRelease {
  readonly type: 'PlanAcceptance';
  readonly owner: string;
  readonly threshold: number;
  readonly cases: readonly AcceptanceCase[];
  readonly deployers: readonly string[];
}

export interface RecordCase extends OfRelease {
  readonly type: 'RecordCase';
  readonly caseId: string;
  readonly accepted: boolean;
  readonly comment?: string | undefined;
  readonly deployed: boolean;
}

export type AcceptanceCommand =
  | PlanAcceptance
  | RecordCase
  | (OfRelease & { readonly type: 'ProvideTraining'; readonly evidence: readonly EvidenceReference[] })
  | (OfRelease & { readonly type: 'ConcludeFeedback'; readonly ratings: readonly Rating[] })
  | (OfRelease & { readonly type: 'RaiseConcern'; readonly title: string; readonly critical: boolean })
  | (OfRelease & { readonly type: 'ResolveConcern'; readonly concernId: string; readonly resolution: string })
  | (OfRelease & { readonly type: 'ReviewConcerns' })
  | (OfRelease & { readonly type: 'ConfirmAcceptance'; readonly deployers: readonly string[] })
  | RecordDocument;

/** The acceptance of a release by its users: cases, training, feedback, concerns, and the word of the owner. */
export const acceptance: Decider<AcceptanceState, AcceptanceCommand, AcceptanceEvent, AcceptanceRejection> = {
  category: 'acceptance',
  initialState,
  evolve,
  decide(command, state, { actor }) {
    const { releaseId } = command;
    switch (command.type) {
      case 'PlanAcceptance':
        return firstRejection(mayPlan, state, command) ?? [planned(command)];
      case 'RecordCase':
        return firstRejection(mayRecordCase, state, command) ?? recorded(command, state);
      case 'ProvideTraining':
        return [TrainingProvided.of({ releaseId, evidence: [...command.evidence] })];
      case 'ConcludeFeedback':
        return collected(releaseId, command.ratings);
      case 'RaiseConcern':
        return notYetConfirmed(state, command) ?? raised(command, state);
      case 'ResolveConcern': {
        const { concernId, resolution } = command;
        return firstRejection(mayResolve, state, command) ?? resolved({ releaseId, concernId, resolution });
      }
      case 'ReviewConcerns':
        return noCriticalConcernIsOpen(state, command) ?? addressed(releaseId, state);
      case 'ConfirmAcceptance': {
        const rejection = firstRejection(mayConfirm, state, { actor: actor.id, deployers: command.deployers });
        return rejection ?? [confirmed(releaseId, state)];
      }
      case 'RecordDocument':
        return documentRecorded(command, state.documents);
    }
  },
};

const mayRecordCase = [acceptanceIsPlanned, notYetConfirmed, caseIsPlanned, versionIsDeployed];

function planned({ releaseId, owner, threshold, cases }: PlanAcceptance): AcceptancePlanned {
  const named = cases.map(({ id, title, workflow }) => ({ id, title, workflow }));
  return AcceptancePlanned.of({ releaseId, owner, threshold, cases: named });
}

/** A verdict, and what follows from it once every case has one. */
function recorded({ releaseId, caseId, accepted, comment }: RecordCase, state: AcceptanceState): AcceptanceEvent[] {
  const verdict = AcceptanceCaseRecorded.of({
    releaseId,
    caseId,
    accepted,
    ...(comment === undefined ? {} : { comment }),
  });
  const { cases, workflowsValidated } = evolve(state, verdict);
  const ratio = acceptedRatio(cases);
  const events: AcceptanceEvent[] = [verdict];
  if (ratio !== undefined && ratio !== state.reported) {
    const count = cases.filter((each) => each.accepted === true).length;
    events.push(AcceptanceTestsCompleted.of({ releaseId, accepted: count, total: cases.length, ratio }));
  }
  if (!workflowsValidated && workflowsAccepted(cases)) {
    const workflows = cases.filter(({ workflow }) => workflow).map(({ id }) => id);
    events.push(WorkflowsValidated.of({ releaseId, cases: workflows }));
  }
  return events;
}

function confirmed(releaseId: string, { owner = '', cases }: AcceptanceState): AcceptanceConfirmed {
  return AcceptanceConfirmed.of({ releaseId, owner, ratio: acceptedRatio(cases) ?? 0 });
}
