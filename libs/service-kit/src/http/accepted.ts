import { z } from 'zod';

/** What an accepted command answers: the facts that it brought about, and where its stream stands after them. */
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
