import { z } from 'zod';
import { Digest, ReleaseId } from '../primitives.js';

const text = z.string().min(1);

/**
 * What CDEvents leaves to its users and Slipway reads: which release, which artifact.
 * Everything beyond what is named here is let through unread, in this and in every other part.
 */
export const CustomData = z.looseObject({
  releaseId: ReleaseId.optional(),
  digest: Digest.optional(),
});

/** The frame of every CDEvent, as its specification has it since 0.1. */
export function cdevent<Content extends z.ZodType, Custom extends z.ZodType>(parts: {
  readonly content: Content;
  readonly customData: Custom;
}) {
  return z.looseObject({
    context: z.looseObject({ id: text, source: text, type: text, timestamp: z.iso.datetime({ offset: true }) }),
    subject: z.looseObject({ id: text, source: text.optional(), content: parts.content }),
    customData: parts.customData,
  });
}

/**
 * The SHA-256 digest that a package URL carries, as its version (`pkg:oci/shop@sha256%3A…`) or as its checksum
 * (`pkg:generic/shop@1.1.0?checksum=sha256:…`).
 */
export function digestInPackageUrl(packageUrl: string): Digest | undefined {
  const hexadecimal = /sha256(?::|%3a)([0-9a-f]{64})(?![0-9a-z])/i.exec(packageUrl)?.[1];
  return hexadecimal === undefined ? undefined : `sha256:${hexadecimal.toLowerCase()}`;
}
