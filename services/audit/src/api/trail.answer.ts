import { Actor, EventReference, EvidenceReference } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { TrailEntry } from '../domain/trail-entry.js';

export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Position = z.int().positive();

/** One line of a trail: who, what, when, why, and with what evidence. */
export const TrailEntryAnswer = z
  .strictObject({
    position: Position,
    logIndex: z.int().nonnegative().optional(),
    eventId: z.uuid(),
    type: z.string(),
    service: z.string(),
    what: z.string(),
    who: Actor,
    when: z
      .strictObject({ occurredAt: z.iso.datetime(), recordedAt: z.iso.datetime({ precision: 6 }) })
      .describe('When it happened, and when it was stored.'),
    why: z
      .strictObject({ causationId: z.string(), correlationId: z.string(), position: Position.optional() })
      .describe('The command or event that caused it, and its position in this trail.'),
    evidence: z.array(EvidenceReference.extend({ href: z.string() })),
    references: z.array(EventReference).describe('Events of other trails that this one depends on.'),
    stream: z.string(),
    streamPosition: Position,
    hash: Hash,
    data: z.unknown(),
  } satisfies FieldsOf<TrailEntry>)
  .meta({ id: 'TrailEntry' });
export type TrailEntryAnswer = Answer<typeof TrailEntryAnswer>;
