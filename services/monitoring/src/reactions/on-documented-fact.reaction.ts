import { documentedFacts, earlier } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { PostReleaseWatchCompleted, SatisfactionMeasured } from '@slipway/contracts';
import { documentRules } from '../domain/documents/documents.js';
import { Documents } from '../application/documents.js';

/** Makes the outputs that tell of a fact of ours. */
@Reaction(documentedFacts(documentRules), { group: 'monitoring.write-documents' })
export class OnDocumentedFact {
  constructor(private readonly documents: Documents) {}

  handle(event: DeliveredEvent) {
    const rules = documentRules.filter((rule) => rule.event.type === event.type);
    const { id: eventId, occurredAt, actor } = event;
    const about = { fact: event, eventId, occurredAt, actor: actor.id, ...rangeOf(event) };
    return this.documents.record(event.trail, rules, about);
  }
}

/** It is measured with each rating: not each one looks back on all samples. */
const satisfactionLooksBack = 'P1D';

/** The time that the document tells of, where that is not all the time since the rollout. */
function rangeOf(event: DeliveredEvent) {
  if (PostReleaseWatchCompleted.is(event)) return { range: { from: event.data.from, to: event.data.to } };
  if (!SatisfactionMeasured.is(event)) return {};
  return { range: { from: earlier(event.occurredAt, satisfactionLooksBack), to: event.occurredAt } };
}
