import { checkDigest, checkEvidence, digestOf, type EvidenceStore, type StoredEvidence } from '../evidence-store.js';

/** The twin of the PostgreSQL evidence store for specs. */
export class InMemoryEvidenceStore implements EvidenceStore {
  private readonly documents = new Map<string, StoredEvidence>();

  async put(bytes: Uint8Array, mediaType: string): Promise<{ digest: string; size: number }> {
    await Promise.resolve();
    checkEvidence(bytes, mediaType);
    const digest = digestOf(bytes);
    if (!this.documents.has(digest)) this.documents.set(digest, { bytes: Uint8Array.from(bytes), mediaType });
    return { digest, size: bytes.byteLength };
  }

  async get(digest: string): Promise<StoredEvidence | undefined> {
    await Promise.resolve();
    const document = this.documents.get(digest);
    if (document === undefined) return undefined;
    checkDigest(digest, document.bytes);
    return { bytes: Uint8Array.from(document.bytes), mediaType: document.mediaType };
  }

  has(digest: string): Promise<boolean> {
    return Promise.resolve(this.documents.has(digest));
  }
}
