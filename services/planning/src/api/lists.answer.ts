import { Digest, EnvironmentName, Instant, ReleaseId, ReleaseType, SemanticVersion } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { FreezeRow } from '../projections/freezes.projection.js';
import type { ReleaseCalendarRow } from '../projections/release-calendar.projection.js';
import { listedStatuses, type ReleaseRow } from '../projections/release-list.projection.js';
import type { TemplateRow } from '../projections/templates.projection.js';

/** How a release can be listed. */
export const ListedStatus = z.enum(listedStatuses);

/** A release in the list. */
export const ListedRelease = z
  .strictObject({
    releaseId: ReleaseId,
    product: z.string(),
    version: SemanticVersion,
    type: ReleaseType,
    title: z.string(),
    environment: EnvironmentName,
    author: z.string(),
    status: ListedStatus,
    step: z.string().nullable().describe('The step that started last.'),
    windowStart: Instant,
    windowEnd: Instant,
    proposedAt: Instant,
    changedAt: Instant,
  } satisfies FieldsOf<ReleaseRow>)
  .meta({ id: 'ListedRelease' });
export type ListedRelease = Answer<typeof ListedRelease>;

/** The window of a release that has not ended. */
export const CalendarEntry = z
  .strictObject({
    releaseId: ReleaseId,
    title: z.string(),
    environment: EnvironmentName,
    components: z.array(z.string()),
    planned: z.boolean().describe('Only a planned release reserves its components.'),
    windowStart: Instant,
    windowEnd: Instant,
  } satisfies FieldsOf<ReleaseCalendarRow>)
  .meta({ id: 'CalendarEntry' });
export type CalendarEntry = Answer<typeof CalendarEntry>;

/** A freeze in the list, lifted or not. */
export const ListedFreeze = z
  .strictObject({
    freezeId: z.string(),
    environment: EnvironmentName,
    windowStart: Instant,
    windowEnd: Instant,
    reason: z.string(),
    status: z.enum(['declared', 'lifted']),
  } satisfies FieldsOf<FreezeRow>)
  .meta({ id: 'ListedFreeze' });
export type ListedFreeze = Answer<typeof ListedFreeze>;

/** A published template in the list. */
export const ListedTemplate = z
  .strictObject({
    id: z.string(),
    version: SemanticVersion,
    title: z.string(),
    digest: Digest.describe('The digest of its canonical JSON in the evidence store.'),
    publishedAt: Instant,
  } satisfies FieldsOf<TemplateRow>)
  .meta({ id: 'ListedTemplate' });
export type ListedTemplate = Answer<typeof ListedTemplate>;
