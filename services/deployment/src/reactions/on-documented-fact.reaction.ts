import type { EventStore, EvidenceStore } from '@slipway/event-store';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectEventStore, InjectEvidence, keepText, type Aggregate } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';
import type { Told } from '../domain/document-texts.js';
import { documentedFacts, documentsAfter } from '../domain/documents.js';

/** Writes the documents that a fact makes, puts them into the evidence store and records them. */
@Reaction(documentedFacts, { group: 'deployment.write-documents' })
export class OnDocumentedFact {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    @InjectEventStore() private readonly store: EventStore,
    @InjectEvidence() private readonly evidence: EvidenceStore,
  ) {}

  async handle({ stream, streamPosition, trail: releaseId }: DeliveredEvent): Promise<void> {
    const history = (await this.store.readStream(stream)).slice(0, streamPosition);
    for (const { step, output, title, text } of documentsAfter(releaseId, history as readonly Told[])) {
      const evidence = await keepText(this.evidence, { title, text });
      await this.deployments.handle(releaseId, { type: 'RecordDocument', releaseId, step, output, evidence });
    }
  }
}
