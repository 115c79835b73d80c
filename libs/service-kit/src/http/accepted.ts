import { z } from 'zod';

/** The answer to an accepted command: the facts that it caused, and the position of its stream after them. */
export const Accepted = z.strictObject({
  stream: z.string(),
  streamPosition: z
    .int()
    .nonnegative()
    .describe('Where the stream stands after them; the ETag names it, for If-Match of the next command.'),
  events: z
    .array(z.strictObject({ type: z.string(), data: z.unknown() }))
    .describe('None when it had already come to that.'),
});
