import { currentCause, withCause } from '@slipway/messaging';
import { z } from 'zod';

/** The origin of the work in the payload of a timer, so that the facts name the event behind it and not just a timer. */
export const Origin = z.strictObject({
  causedBy: z.uuid().optional(),
  correlationId: z.string().min(1),
  traceparent: z.string().optional(),
});
export type Origin = z.infer<typeof Origin>;

/** The current cause, for the payload of a timer. */
export function originOfCause(): Origin {
  const { causedBy, correlationId, traceparent } = currentCause();
  return {
    correlationId,
    ...(causedBy === undefined ? {} : { causedBy }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/**
 * Does the work on behalf of its origin.
 * @param id of the cause, if more than the timer identifies the work: doing it twice changes nothing
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
