import { z } from 'zod';
import { EvidenceReference } from './primitives.js';

/** Unique within its release. */
export const ExceptionId = z
  .string()
  .regex(/^exception-[1-9]\d{0,5}$/, 'an exception id is exception-1, exception-2, …');

/**
 * What is weakened: an item of the flow that is waived (`waiver`) or attested although facts prove it
 * (`attestation`), a duration, the check plan or the watch after approval, a freeze, or the rehearsal of a rollback.
 */
export const ExceptionKind = z.enum([
  'waiver',
  'attestation',
  'duration',
  'check-plan',
  'watch',
  'freeze',
  'rehearsal',
]);
export type ExceptionKind = z.infer<typeof ExceptionKind>;

/** The request for an exception. */
export const ExceptionTerms = z.strictObject({
  kind: ExceptionKind,
  /** Ids of items of the flow or of freezes, or the name of the duration; nothing for the kinds that have one subject. */
  items: z.array(z.string().min(1).max(200)).max(100),
  reason: z.string().min(1).max(2000),
  /** The value now, and the one asked for: an ISO 8601 duration, or the digest of a check plan or a watch. */
  from: z.string().min(1).max(200).exactOptional(),
  to: z.string().min(1).max(200).exactOptional(),
  evidence: z.array(EvidenceReference).max(100),
});
export type ExceptionTerms = z.infer<typeof ExceptionTerms>;
