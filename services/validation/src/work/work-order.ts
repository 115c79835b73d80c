import { currentCause, withCause } from '@slipway/messaging';
import { z } from 'zod';

/** What a job knows of why it runs, so that its facts name the event behind it and not just a timer. */
export const Origin = z.strictObject({
  causedBy: z.string().min(1).optional(),
  correlationId: z.string().min(1),
  traceparent: z.string().optional(),
});
export type Origin = z.infer<typeof Origin>;

/** The cause at hand, to be taken along by a job. */
export function originOfCause(): Origin {
  const { causedBy, correlationId, traceparent } = currentCause();
  return {
    ...(causedBy === undefined ? {} : { causedBy }),
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** Runs a job's work on behalf of what it was ordered by. */
export function onBehalfOf<T>({ causedBy, correlationId, traceparent }: Origin, work: () => Promise<T>): Promise<T> {
  const { id, actor } = currentCause();
  const cause = {
    id,
    actor,
    correlationId,
    ...(causedBy === undefined ? {} : { causedBy }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return withCause(cause, work);
}

/**
 * Jobs run at once and are told apart by what ordered them. A fixed moment lets a job that was ordered again,
 * by a redelivered event or a repeated command, be recognised as the one that has run.
 */
export const atOnce = '2000-01-01T00:00:00.000Z';
