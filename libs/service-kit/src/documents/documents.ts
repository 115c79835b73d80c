import { Injectable } from '@nestjs/common';
import type { EvidenceReference } from '@slipway/contracts';
import type { Document } from '@slipway/documents';
import type { EvidenceStore } from '@slipway/event-store';
import { InjectEvidence } from '../config/tokens.js';
import { ServiceKitError } from '../service-kit-error.js';

export interface TextDocument extends Document {
  /** Markdown when absent. */
  readonly mediaType?: string;
}

/** Documents in the evidence store, which keeps the same bytes once. */
@Injectable()
export class Documents {
  constructor(@InjectEvidence() private readonly evidence: EvidenceStore) {}

  /** Facts name the document by what comes back. */
  async keep({ title, text, mediaType = markdown }: TextDocument): Promise<EvidenceReference> {
    const { digest, size } = await this.evidence.put(Buffer.from(text), mediaType);
    return { digest, size, mediaType, title };
  }

  /**
   * The text of a document that was kept.
   * @throws ServiceKitError DOCUMENT_MISSING
   */
  async read(digest: string): Promise<string> {
    const found = await this.evidence.get(digest);
    if (found === undefined) throw new ServiceKitError('DOCUMENT_MISSING', { digest });
    return Buffer.from(found.bytes).toString('utf8');
  }
}

const markdown = 'text/markdown; charset=utf-8';
