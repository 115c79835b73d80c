import type { FlowRun } from '../flow.state.js';
import { subjectsOf } from './exception-subjects.js';
import type { FlowException } from './exception.state.js';

/** What a granted exception was about, for the report of the end. */
export function reported(run: FlowRun, { exceptionId, kind, items, reason, from, to }: FlowException) {
  const subjects = subjectsOf(run);
  const change = from === undefined ? '' : ` (${from} to ${to ?? 'nothing'})`;
  return (items.length === 0 ? [kind] : items).map((id) => ({
    id,
    text: subjects.find((subject) => subject.id === id)?.text ?? `${kind} of ${id}`,
    reason: `${exceptionId}, ${kind}${change}: ${reason}`,
  }));
}
