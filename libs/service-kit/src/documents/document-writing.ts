import { Inject, type Provider, type Type } from '@nestjs/common';
import { factsOf, type DocumentContext, type DocumentRule, type recordedDocuments } from '@slipway/documents';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import type { Aggregate } from '../aggregate/aggregate.js';
import { aggregateToken } from '../aggregate/inject-aggregate.js';
import { impossible, settle } from '../aggregate/when-refused.js';
import { DOCUMENT_RECORDER, DocumentWriter, type DocumentRecorder } from './document-writer.js';

/** What the documents that a fact makes are made from. */
export interface DocumentContexts<Context extends DocumentContext> {
  of(fact: DeliveredEvent): Promise<Context>;
}

export interface DocumentWriting<Context extends DocumentContext> {
  readonly rules: readonly DocumentRule<Context>[];
  readonly contexts: Type<DocumentContexts<Context>>;
  readonly recorder: Provider;
}

/** What a service that writes documents provides: the writer, and the reaction to the facts of its rules. */
export function documentWriting<Context extends DocumentContext>(
  service: string,
  { rules, contexts, recorder }: DocumentWriting<Context>,
): Provider[] {
  @Reaction(factsOf(rules), { group: `${service}.write-documents` })
  class WriteDocuments {
    constructor(
      @Inject(contexts) private readonly contexts: DocumentContexts<Context>,
      private readonly writer: DocumentWriter,
    ) {}

    async handle(fact: DeliveredEvent): Promise<void> {
      await this.writer.write(fact.trail, rules, await this.contexts.of(fact), fact);
    }
  }
  return [contexts, recorder, DocumentWriter, WriteDocuments];
}

type RecordingDecider = ReturnType<typeof recordedDocuments>;

/** Records the documents with the aggregate of `recordedDocuments`. */
export const recordedBy = (documents: RecordingDecider): Provider => ({
  provide: DOCUMENT_RECORDER,
  inject: [aggregateToken(documents)],
  useFactory: (aggregate: Aggregate<RecordingDecider>): DocumentRecorder => ({
    record: async (releaseId, kept) => {
      await settle(aggregate.handle(releaseId, { type: 'RecordDocuments', releaseId, documents: kept }), impossible);
    },
  }),
});
