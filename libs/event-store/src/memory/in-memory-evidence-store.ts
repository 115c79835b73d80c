import {
  checkDigest,
  checkEvidence,
  digestOf,
  type DescribedEvidence,
  type EvidenceStore,
  type StoredEvidence,
} from '../evidence-store.js';

/** In-memory evidence store for specs. */
export class InMemoryEvidenceStore implements EvidenceStore {
  private readonly documents = new Map<string, StoredEvidence>();

  async put(bytes: Uint8Array, mediaType: string): Promise<{ digest: string; size: number }> {
    await Promise.resolve();
    checkEvidence(bytes, mediaType);
    const digest = digestOf(bytes);
    const { mediaTypes } = this.documents.get(digest) ?? { mediaTypes: [] };
    const size = bytes.byteLength;
    const said = [...new Set([...mediaTypes, mediaType])];
    this.documents.set(digest, { bytes: Uint8Array.from(bytes), size, mediaTypes: said });
    return { digest, size };
  }

  async get(digest: string): Promise<StoredEvidence | undefined> {
    await Promise.resolve();
    const document = this.documents.get(digest);
    if (document === undefined) return undefined;
    checkDigest(digest, document.bytes);
    return { ...document, bytes: Uint8Array.from(document.bytes) };
  }

  describe(digest: string): Promise<DescribedEvidence | undefined> {
    return Promise.resolve(this.documents.get(digest));
  }
}
