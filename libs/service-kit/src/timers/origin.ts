import { currentCause, withCause } from '@slipway/messaging';
import { z } from 'zod';

/** What a timer's payload says of why its work is done, so that the facts name the event behind it and not just a timer. */
export const Origin = z.strictObject({
  causedBy: z.uuid().optional(),
  correlationId: z.string().min(1),
  traceparent: z.string().optional(),
});
export type Origin = z.infer<typeof Origin>;

/** The cause at hand, to be taken along by a timer. */
export function originOfCause(): Origin {
  const { causedBy, correlationId, traceparent } = currentCause();
  return {
    correlationId,
    ...(causedBy === undefined ? {} : { causedBy }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/**
 * Does the work on behalf of what it was ordered by.
 * @param id of the cause, when the work is one by more than its timer: whoever does it second changes nothing
 */
export function onBehalfOf<Result>(
  { causedBy, correlationId, traceparent }: Origin,
  work: () => Promise<Result>,
  id = currentCause().id,
): Promise<Result> {
  const cause = {
    id,
    actor: currentCause().actor,
    correlationId,
    ...(causedBy === undefined ? {} : { causedBy }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return withCause(cause, work);
}
