import { z } from 'zod';

/** `<product>-<version>`: unique, and also the name of the release's trail. */
export const ReleaseId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.+-]{1,118}$/,
    'a release id is lower-case letters, digits, dots, plus and hyphens: shop-1.4.0',
  );
export type ReleaseId = z.infer<typeof ReleaseId>;

/** A point in time as ISO 8601 in UTC, with milliseconds. PostgreSQL has no year 0. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .refine((instant) => !instant.startsWith('0000'), 'there is no year 0');
export type Instant = z.infer<typeof Instant>;

/** A length of time as ISO 8601: PT4H, P7D. */
export const Duration = z.iso.duration();
export type Duration = z.infer<typeof Duration>;

/** A content digest: `sha256:` and 64 lower-case hexadecimal digits. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'a digest is sha256: and 64 hexadecimal digits');
export type Digest = z.infer<typeof Digest>;

/** By the grammar of SemVer 2.0.0. */
export const SemanticVersion = z
  .string()
  .regex(
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-z-][0-9a-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][0-9a-z-]*))*)?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i,
    'a version is MAJOR.MINOR.PATCH as in SemVer 2.0: 1.4.0, 1.4.0-rc.1, 1.4.0+build.5',
  );

export const Role = z.enum([
  'release-manager',
  'approver',
  'deployer',
  'validator',
  'support',
  'sre',
  'auditor',
  'publisher',
  'admin',
]);
export type Role = z.infer<typeof Role>;

/** All roles that act on releases: an auditor never changes anything, and an admin has no role in a release. */
export const actingRoles = Role.exclude(['auditor', 'admin']).options;

/** Who did it: a person, one of our services, or another system. */
export const Actor = z.strictObject({
  id: z.string().min(1).max(200),
  kind: z.enum(['person', 'service', 'publisher']),
  roles: z.array(Role).default([]),
});
export type Actor = z.infer<typeof Actor>;

export const ArtifactReference = z.strictObject({
  name: z.string().min(1),
  uri: z.string().min(1),
  digest: Digest,
});
export type ArtifactReference = z.infer<typeof ArtifactReference>;

/** A document in the evidence store, addressed by the digest of its bytes. */
export const EvidenceReference = z.strictObject({
  digest: Digest,
  mediaType: z.string().min(3),
  size: z.int().nonnegative(),
  title: z.string().min(1),
});
export type EvidenceReference = z.infer<typeof EvidenceReference>;

/** A recorded event that another trail refers to. */
export const EventReference = z.strictObject({
  eventId: z.uuid(),
  type: z.string().min(1),
  trail: z.string().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EventReference = z.infer<typeof EventReference>;

/** What fulfilled an item of the flow: a recorded fact, or an attestation with evidence. */
export const FactReference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fact'), eventId: z.uuid(), type: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('attestation'),
    actor: z.string().min(1),
    statement: z.string().min(1),
    evidence: z.array(EvidenceReference).min(1),
  }),
]);
export type FactReference = z.infer<typeof FactReference>;

export const EnvironmentName = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/);
export const ReleaseType = z.enum(['major', 'minor', 'patch', 'hotfix']);
export type ReleaseType = z.infer<typeof ReleaseType>;

export const Window = z
  .strictObject({ start: Instant, end: Instant })
  .refine(({ start, end }) => start < end, { message: 'the window must end after it starts', path: ['end'] });
export type Window = z.infer<typeof Window>;
