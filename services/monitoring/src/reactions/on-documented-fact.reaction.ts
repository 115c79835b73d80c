import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { PostReleaseWatchCompleted } from '@slipway/contracts';
import { documentRules } from '../domain/documents/documents.js';
import { watchEvents } from '../domain/watch/watch.state.js';
import { Documents } from '../reporting/documents.js';

const documented = watchEvents.filter(({ type }) => documentRules.some((rule) => rule.type === type));

/** Makes the outputs that tell of a fact of ours. */
@Reaction(documented, { group: 'monitoring.write-documents' })
export class OnDocumentedFact {
  constructor(private readonly documents: Documents) {}

  handle(event: DeliveredEvent) {
    const rules = documentRules.filter(({ type }) => type === event.type);
    const range = PostReleaseWatchCompleted.is(event) ? { range: { from: event.data.from, to: event.data.to } } : {};
    const { id: eventId, occurredAt, actor } = event;
    return this.documents.record(event.trail, rules, { fact: event, eventId, occurredAt, actor: actor.id, ...range });
  }
}
