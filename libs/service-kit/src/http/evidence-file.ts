import { NotFoundException, StreamableFile } from '@nestjs/common';
import type { EvidenceStore } from '@slipway/event-store';
import { z } from 'zod';

const bytesOnly = 'application/octet-stream';

interface Headers {
  setHeader(name: string, value: string): unknown;
}

/** `mediaType`: as in the fact that refers to the document. */
export const EvidenceFileQuery = z.strictObject({ mediaType: z.string().min(3).max(200).optional() });
export type EvidenceFileQuery = z.infer<typeof EvidenceFileQuery>;

interface AskedFor extends EvidenceFileQuery {
  readonly digest: string;
}

/**
 * The bytes of a document, which the store has checked against the digest, with the requested media type. Without one,
 * with the media type of the upload; bytes that were uploaded with several types are served as plain bytes.
 * @throws NotFoundException if the digest is unknown, or was never uploaded with this media type
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
  // Documents come from all kinds of people and systems: a browser shows them without running anything in them.
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
