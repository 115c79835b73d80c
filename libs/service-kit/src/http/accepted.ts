import { z } from 'zod';

/** The answer to an accepted command: the facts that it caused, and the position of its stream after them. */
export const Accepted = z.strictObject({
  stream: z.string(),
  streamPosition: z
    .int()
    .nonnegative()
    .describe('The position of the stream after them; the ETag names it, for If-Match of the next command.'),
  events: z.array(z.strictObject({ type: z.string(), data: z.unknown() })).describe('Empty if nothing changed.'),
});
