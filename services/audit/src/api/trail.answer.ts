import { Actor, EventReference, EvidenceReference } from '@slipway/contracts';
import type { TrailDefect, TrailVerification } from '@slipway/event-store';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { TrailEntry } from '../domain/trail-entry.js';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
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
      .describe('The command or event that brought it about, and where that is in this trail.'),
    evidence: z.array(EvidenceReference.extend({ href: z.string() })),
    references: z.array(EventReference).describe('Events of other trails that this one rests on.'),
    stream: z.string(),
    streamPosition: Position,
    hash: Hash,
    data: z.unknown(),
  } satisfies FieldsOf<TrailEntry>)
  .meta({ id: 'TrailEntry' });
export type TrailEntryAnswer = Answer<typeof TrailEntryAnswer>;

const Defect = z.strictObject({
  trailPosition: Position,
  eventId: z.string().optional().describe('Absent when the event itself is gone.'),
  field: z.enum([
    'leafHash',
    'storedLeafHash',
    'hash',
    'id',
    'type',
    'trail',
    'trailPosition',
    'streamPosition',
    'missing',
    'unlogged',
    'loggedLeafHash',
    'loggedType',
  ]),
  expected: z.string(),
  actual: z.string(),
} satisfies FieldsOf<TrailDefect>);

const verified = { trail: z.string(), events: z.int().nonnegative() };

/** Whether a trail is what was recorded, or the first event that is not. */
export const VerificationAnswer = z
  .discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), ...verified, head: Hash } satisfies FieldsOf<Verified<true>>),
    z.strictObject({ ok: z.literal(false), ...verified, defect: Defect } satisfies FieldsOf<Verified<false>>),
  ])
  .meta({ id: 'TrailVerification' });
export type VerificationAnswer = Answer<typeof VerificationAnswer>;

type Verified<Ok extends boolean> = Extract<TrailVerification, { ok: Ok }>;
