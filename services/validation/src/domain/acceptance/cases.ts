import {
  AcceptanceCaseRecorded,
  AcceptanceTestsCompleted,
  AcceptanceWithdrawn,
  WorkflowsNotValidated,
  WorkflowsValidated,
} from '@slipway/contracts';
import type { RecordCase } from './acceptance.commands.js';
import {
  acceptedRatio,
  evolve,
  workflowsAccepted,
  type AcceptanceEvent,
  type AcceptanceState,
} from './acceptance.state.js';

/** A verdict, and what follows from it. */
export function recorded(command: RecordCase, state: AcceptanceState): AcceptanceEvent[] {
  const { releaseId, caseId, accepted, comment } = command;
  const verdict = AcceptanceCaseRecorded.of({
    releaseId,
    caseId,
    accepted,
    ...(comment === undefined ? {} : { comment }),
  });
  const after = evolve(state, verdict);
  return [
    verdict,
    ...completed(releaseId, state, after),
    ...workflows(releaseId, state, after),
    ...withdrawn(command, state),
  ];
}

/** Recorded once every case has a verdict, and again with each other share. */
function completed(releaseId: string, { reported }: AcceptanceState, { cases }: AcceptanceState): AcceptanceEvent[] {
  const ratio = acceptedRatio(cases);
  if (ratio === undefined || ratio === reported) return [];
  const accepted = cases.filter((each) => each.accepted === true).length;
  return [AcceptanceTestsCompleted.of({ releaseId, accepted, total: cases.length, ratio })];
}

function workflows(
  releaseId: string,
  { workflowsValidated }: AcceptanceState,
  { cases }: AcceptanceState,
): AcceptanceEvent[] {
  const accepted = workflowsAccepted(cases);
  if (accepted === workflowsValidated) return [];
  const ofUsers = cases.filter(({ workflow }) => workflow);
  if (accepted) return [WorkflowsValidated.of({ releaseId, cases: ofUsers.map(({ id }) => id) })];
  const rejected = ofUsers.filter((each) => each.accepted === false).map(({ id }) => id);
  return [WorkflowsNotValidated.of({ releaseId, cases: rejected })];
}

/** The owner has confirmed the verdicts that there were, with their share. */
function withdrawn({ releaseId, caseId, accepted }: RecordCase, { confirmed, cases }: AcceptanceState) {
  const wasRejected = cases.some((each) => each.id === caseId && each.accepted === false);
  if (!confirmed || accepted || wasRejected) return [];
  return [AcceptanceWithdrawn.of({ releaseId, reason: `the case ${caseId} was rejected after the confirmation` })];
}
