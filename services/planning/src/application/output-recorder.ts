import { Injectable } from '@nestjs/common';
import type { KeptDocument, StoredFact } from '@slipway/documents';
import { harmless, InjectAggregate, settle, type Aggregate, type DocumentRecorder } from '@slipway/service-kit';
import { flow } from '../domain/flow/flow.decider.js';

const notWanted = harmless('the template lacks the output, or the release has ended', [
  'OUTPUT_UNKNOWN',
  'RELEASE_ENDED',
]);

/** Planning runs the flow, so it records its own documents there. */
@Injectable()
export class OutputRecorder implements DocumentRecorder {
  constructor(@InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>) {}

  async record(releaseId: string, documents: readonly KeptDocument[], fact: StoredFact | undefined): Promise<void> {
    if (fact === undefined) throw new TypeError('a fact makes each document of planning');
    const by = { kind: 'fact', eventId: fact.id, type: fact.type } as const;
    for (const document of documents) {
      await settle(this.flows.handle(releaseId, { type: 'RecordOutput', ...document, by }), notWanted);
    }
  }
}
