import { z } from 'zod';
import { Digest, EnvironmentName, ReleaseId } from '../primitives.js';
import { key, needed } from './texts.js';
import { Timestamp } from './timestamp.js';

const text = z.string().min(1);

/**
 * The custom data of CDEvents that Slipway reads: release, artifact and environment.
 * All other fields are accepted and ignored, here and in every other part.
 */
export const CustomData = z.looseObject({
  releaseId: ReleaseId.optional(),
  digest: Digest.optional(),
  /** The name of the environment in releases, if its source uses another name. */
  environment: EnvironmentName.optional(),
});

/** CDEvents has no field for the release of an event. */
export const neededRelease = (of: string) =>
  needed(
    ReleaseId,
    `add customData.releaseId, the release that ${of} (CDEvents has no field for it), such as shop-1.4.0`,
  );

/** CDEvents has no field for the artifact of a run. */
export const neededDigest = (of: string) =>
  needed(
    Digest,
    `add customData.digest, sha256: and the digest of the artifact that ${of}; without it the result is evidence for nothing`,
  );

/** The frame of every CDEvent, according to the specification since 0.1. */
export function cdevent<Content extends z.ZodType, Custom extends z.ZodType>(parts: {
  readonly content: Content;
  readonly customData: Custom;
}) {
  return z.looseObject({
    context: z.looseObject({ id: text, source: text, type: text, timestamp: Timestamp }),
    subject: z.looseObject({ id: key(2000), source: z.string().nullish(), content: parts.content }),
    // Absent, or of a type of its own and so as base64: nothing in it is read here, and the refusal names each missing field.
    customData: z.preprocess(
      (value) => (value === undefined || value === null || typeof value === 'string' ? {} : value),
      parts.customData,
    ),
  });
}

/** The release's name for the environment of an event: `customData.environment`, else the name in the source. */
export const environmentNamed = (id: string | undefined, custom: { readonly environment?: string | undefined }) =>
  custom.environment ?? id;

export const isEnvironmentName = (name: string | undefined): boolean => EnvironmentName.safeParse(name).success;

export const environmentFix =
  'releases name environments by lower-case letters, digits and hyphens (production): add customData.environment with the name that the release has for this one';

/**
 * The SHA-256 digest that a package URL carries, as its version (`pkg:oci/shop@sha256%3A…`) or as its checksum
 * (`pkg:generic/shop@1.1.0?checksum=sha256:…`).
 */
export function digestInPackageUrl(packageUrl: string): Digest | undefined {
  const hexadecimal = /sha256(?::|%3a)([0-9a-f]{64})(?![0-9a-z])/i.exec(packageUrl)?.[1];
  return hexadecimal === undefined ? undefined : `sha256:${hexadecimal.toLowerCase()}`;
}
