import { Inject, Injectable } from '@nestjs/common';
import {
  documentsFrom,
  type DocumentContext,
  type DocumentRule,
  type KeptDocument,
  type StoredFact,
  type WrittenDocument,
} from '@slipway/documents';
import { Documents } from './documents.js';

/** Records documents as the outputs of a release's steps. */
export interface DocumentRecorder {
  record(releaseId: string, documents: readonly KeptDocument[], fact: StoredFact | undefined): Promise<void>;
}

export const DOCUMENT_RECORDER = Symbol('slipway.document-recorder');

/** Writes documents: keeps their bytes as evidence, and records them in one append. */
@Injectable()
export class DocumentWriter {
  constructor(
    private readonly documents: Documents,
    @Inject(DOCUMENT_RECORDER) private readonly recorder: DocumentRecorder,
  ) {}

  /** Those that the fact makes; without a fact, those that show how things are. */
  async write<Context extends DocumentContext>(
    releaseId: string,
    rules: readonly DocumentRule<Context>[],
    context: Context,
    fact?: StoredFact,
  ): Promise<void> {
    const written = documentsFrom(rules, context, fact);
    if (written.length === 0) return;
    const kept = await Promise.all(written.map((document) => this.keep(document)));
    await this.recorder.record(releaseId, kept, fact);
  }

  private async keep({ step, output, content }: WrittenDocument): Promise<KeptDocument> {
    return { step, output, evidence: 'text' in content ? await this.documents.keep(content) : content };
  }
}
