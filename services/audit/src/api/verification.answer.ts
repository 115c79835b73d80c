import type { LogDefect, TrailDefect } from '@slipway/event-store';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { LogVerification, Verification } from '../application/verification.js';
import type { DocumentDefect } from '../domain/named-document.js';
import { Hash } from './trail.answer.js';

const Defect = z.strictObject({
  trailPosition: z.int().optional().describe('Absent if the trail is gone.'),
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
    'logIndex',
    'removed',
    'evidenceMissing',
    'evidenceBytes',
    'evidenceSize',
    'evidenceMediaType',
  ]),
  expected: z.string(),
  actual: z.string(),
} satisfies FieldsOf<TrailDefect | DocumentDefect>);

const counted = { trail: z.string(), events: z.int().nonnegative() };
const sound = {
  ok: z.literal(true),
  ...counted,
  waiting: z.int().nonnegative().describe('How many of the newest events are committed and not in the log yet.'),
  documents: z.int().nonnegative().describe('How many documents the trail names; the bytes of each were checked.'),
  head: Hash,
};

/** Whether a trail and its documents are unchanged, or the first difference. */
export const VerificationAnswer = z
  .discriminatedUnion('ok', [
    z.strictObject(sound satisfies FieldsOf<Extract<Verification, { ok: true }>>),
    z.strictObject({ ok: z.literal(false), ...counted, defect: Defect } satisfies FieldsOf<
      Extract<Verification, { ok: false }>
    >),
  ])
  .meta({ id: 'TrailVerification' });
export type VerificationAnswer = Answer<typeof VerificationAnswer>;

const LogDefectAnswer = z.strictObject({
  logIndex: z.int().nonnegative().optional().describe('Absent for an event that never entered the log.'),
  trail: z.string().optional(),
  trailPosition: z.int().optional(),
  field: z.enum(['removed', 'missing', 'leafHash', 'type', 'hash', 'order', 'unlogged']),
} satisfies FieldsOf<LogDefect>);

/** Whether a part of the log is unchanged, or the first difference in it. */
export const LogVerificationAnswer = z
  .strictObject({
    ok: z.boolean(),
    from: z.int().nonnegative(),
    size: z.int().nonnegative().describe('Number of events in the log.'),
    defect: LogDefectAnswer.optional(),
    next: z.int().nonnegative().optional().describe('Where the next part begins; absent after the last one.'),
  } satisfies FieldsOf<LogVerification>)
  .meta({ id: 'LogVerification' });
export type LogVerificationAnswer = Answer<typeof LogVerificationAnswer>;
