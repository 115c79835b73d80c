import { NotFoundException, StreamableFile } from '@nestjs/common';
import type { EvidenceStore } from '@slipway/event-store';

interface Headers {
  setHeader(name: string, value: string): unknown;
}

/**
 * The bytes of a document, which the store has checked against the digest.
 * @throws NotFoundException when there is none of this digest
 */
export async function evidenceFile(store: EvidenceStore, digest: string, response: Headers): Promise<StreamableFile> {
  const found = await store.get(digest);
  if (found === undefined) throw new NotFoundException(`there is no evidence with the digest ${digest}`);
  // Documents come from people and systems of all kinds: a browser shows them without letting them act.
  response.setHeader(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.setHeader('ETag', `"${digest}"`);
  return new StreamableFile(found.bytes, { type: found.mediaType, length: found.bytes.byteLength });
}
