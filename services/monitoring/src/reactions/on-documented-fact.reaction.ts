import { documentedFacts } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { PostReleaseWatchCompleted } from '@slipway/contracts';
import { documentRules } from '../domain/documents/documents.js';
import { Documents } from '../reporting/documents.js';

/** Makes the outputs that tell of a fact of ours. */
@Reaction(documentedFacts(documentRules), { group: 'monitoring.write-documents' })
export class OnDocumentedFact {
  constructor(private readonly documents: Documents) {}

  handle(event: DeliveredEvent) {
    const rules = documentRules.filter((rule) => rule.event.type === event.type);
    const range = PostReleaseWatchCompleted.is(event) ? { range: { from: event.data.from, to: event.data.to } } : {};
    const { id: eventId, occurredAt, actor } = event;
    return this.documents.record(event.trail, rules, { fact: event, eventId, occurredAt, actor: actor.id, ...range });
  }
}
