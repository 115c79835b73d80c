import { Injectable } from '@nestjs/common';
import type { EvidenceReference } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import { InjectEvidence } from '@slipway/service-kit';
import type { Document } from '../domain/documents/document.js';

/** Documents in the evidence store. */
@Injectable()
export class Documents {
  constructor(@InjectEvidence() private readonly evidence: EvidenceStore) {}

  async keep({ title, mediaType, text }: Document): Promise<EvidenceReference> {
    const { digest, size } = await this.evidence.put(Buffer.from(text), mediaType);
    return { digest, size, mediaType, title };
  }

  /** The text of a document that was kept. */
  async read(digest: string): Promise<string> {
    const found = await this.evidence.get(digest);
    if (found === undefined) throw new Error(`the evidence store has no document ${digest}`);
    return Buffer.from(found.bytes).toString('utf8');
  }
}
