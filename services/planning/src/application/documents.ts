import { Injectable } from '@nestjs/common';
import type { EvidenceReference } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import { InjectEvidence, keepText, type TextDocument } from '@slipway/service-kit';

/** Documents in the evidence store. */
@Injectable()
export class Documents {
  constructor(@InjectEvidence() private readonly evidence: EvidenceStore) {}

  keep(document: TextDocument): Promise<EvidenceReference> {
    return keepText(this.evidence, document);
  }

  /** The text of a document that was kept. */
  async read(digest: string): Promise<string> {
    const found = await this.evidence.get(digest);
    if (found === undefined) throw new Error(`the evidence store has no document ${digest}`);
    return Buffer.from(found.bytes).toString('utf8');
  }
}
