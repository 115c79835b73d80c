import {
  CriterionWaived,
  ExceptionDeclined,
  ExceptionGranted,
  ExceptionRequested,
  GateWaived,
  ItemWaived,
  type ExceptionTerms,
  type FactReference,
} from '@slipway/contracts';
import { conductOf } from '@slipway/flow';
import type { DeclineException, RequestException } from '../flow.commands.js';
import type { FlowEvent } from '../flow.events.js';
import type { FlowRun } from '../flow.state.js';
import { meetableItems } from '../items.js';
import { isSettled, subjectsOf, type Subject } from './exception-subjects.js';

type Asked = ExceptionRequested['data'];

/** The request; if the policy requires no second person, also the consequences of granting it. */
export function requested(run: FlowRun, command: RequestException, requestedBy: string): FlowEvent[] {
  const needsConfirmation = conductOf(run.release.policy).confirmExceptions;
  const exceptionId = `exception-${String(Object.keys(run.exceptions).length + 1)}`;
  const { releaseId } = run.release;
  const request = ExceptionRequested.of({
    releaseId,
    ...termsOf(command, run),
    exceptionId,
    requestedBy,
    needsConfirmation,
  });
  return [request, ...(needsConfirmation ? [] : granted(run, request.data))];
}

/** The requested values beside the current ones. */
function termsOf({ type: _, from: __, ...terms }: RequestException, { release }: FlowRun): ExceptionTerms {
  const [item = ''] = terms.items;
  const now =
    terms.kind === 'duration' ? (release.policy.durations as Readonly<Record<string, string>>)[item] : undefined;
  return now === undefined ? terms : { ...terms, from: now };
}

/** The exception takes effect. */
export function granted(run: FlowRun, asked: Asked, confirmedBy?: string): FlowEvent[] {
  const { needsConfirmation: _, ...terms } = asked;
  const { preventsReleased } = conductOf(run.release.policy).exceptions[asked.kind];
  return [
    ExceptionGranted.of({ ...terms, preventsReleased, ...(confirmedBy === undefined ? {} : { confirmedBy }) }),
    ...effects(run, asked),
  ];
}

export const declined = (
  { release: { releaseId } }: FlowRun,
  { exceptionId, reason }: DeclineException,
  by: string,
): FlowEvent[] => [ExceptionDeclined.of({ releaseId, exceptionId, by, reason })];

/** Of those about items of the flow; the others are carried out by those whom they allow something. */
function effects(run: FlowRun, asked: Asked): FlowEvent[] {
  const subjects = subjectsOf(run).filter((subject) => asked.items.includes(subject.id) && !isSettled(run, subject));
  if (asked.kind === 'waiver') return subjects.map((subject) => waived(subject, asked));
  return asked.kind === 'attestation' ? attested(run, subjects, asked) : [];
}

function waived({ id, text, kind, step }: Subject, { releaseId, reason, exceptionId }: Asked): FlowEvent {
  const why = `${exceptionId}: ${reason}`;
  if (kind === 'criterion') return CriterionWaived.of({ releaseId, criterion: id, reason: why });
  if (kind === 'gate' || step === undefined) return GateWaived.of({ releaseId, gate: id, reason: why });
  return ItemWaived.of({ releaseId, kind, step, item: id, text, exceptionId, reason: why });
}

function attested(run: FlowRun, subjects: readonly Subject[], { requestedBy, reason, evidence }: Asked): FlowEvent[] {
  const ids = new Set(subjects.map(({ id }) => id));
  const by: FactReference = { kind: 'attestation', actor: requestedBy, statement: reason, evidence };
  return meetableItems(run)
    .filter(({ id }) => ids.has(id))
    .map((item) => item.met(run.release.releaseId, by));
}
