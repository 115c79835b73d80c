import { EnvironmentName, Instant, ReleaseId, ReleaseType, SemanticVersion } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import { releaseStatuses, type AuditedReleaseRow } from '../projections/audited-release.row.js';

/** A release in the list. */
export const AuditedRelease = z
  .strictObject({
    releaseId: ReleaseId,
    product: z.string(),
    version: SemanticVersion,
    type: ReleaseType,
    environment: EnvironmentName,
    status: z.enum(releaseStatuses),
    proposedAt: Instant,
    endedAt: Instant.nullable(),
  } satisfies FieldsOf<AuditedReleaseRow>)
  .meta({ id: 'AuditedRelease' });
export type AuditedRelease = Answer<typeof AuditedRelease>;

/** The row, with its times as text. */
export const answerOf = ({ proposedAt, endedAt, ...row }: AuditedReleaseRow): AuditedRelease => ({
  ...row,
  proposedAt: proposedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
