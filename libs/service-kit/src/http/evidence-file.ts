import { NotFoundException, StreamableFile } from '@nestjs/common';
import type { EvidenceStore } from '@slipway/event-store';
import { z } from 'zod';

const bytesOnly = 'application/octet-stream';

interface Headers {
  setHeader(name: string, value: string): unknown;
}

/** `mediaType`: as a fact that refers to the document states it. */
export const EvidenceFileQuery = z.strictObject({ mediaType: z.string().min(3).max(200).optional() });
export type EvidenceFileQuery = z.infer<typeof EvidenceFileQuery>;

interface AskedFor extends EvidenceFileQuery {
  readonly digest: string;
}

/**
 * The bytes of a document, which the store has checked against the digest, as the media type that is asked for. Without one, as
 * what they were put as; bytes that were put as several are served as no more than bytes.
 * @throws NotFoundException when there is none of this digest, or it was never put as this media type
 */
export async function evidenceFile(
  store: EvidenceStore,
  { digest, mediaType }: AskedFor,
  response: Headers,
): Promise<StreamableFile> {
  const found = await store.get(digest);
  if (found === undefined) throw new NotFoundException(`there is no evidence with the digest ${digest}`);
  const { bytes, mediaTypes } = found;
  if (mediaType !== undefined && !mediaTypes.includes(mediaType)) {
    throw new NotFoundException(`the evidence ${digest} was put as ${mediaTypes.join(', ')}, not as ${mediaType}`);
  }
  const [only = bytesOnly, ...others] = mediaTypes;
  // Documents come from people and systems of all kinds: a browser shows them without letting them act.
  response.setHeader(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.setHeader('ETag', `"${digest}"`);
  return new StreamableFile(bytes, {
    type: mediaType ?? (others.length === 0 ? only : bytesOnly),
    length: bytes.byteLength,
  });
}
