import { z } from 'zod';

/** The body of a command whose path has all its data; it can be absent. */
export const EmptyBody = z.strictObject({}).default({});
export type EmptyBody = z.infer<typeof EmptyBody>;

/** The body of a command that needs only a reason. */
export const ReasonBody = z.strictObject({ reason: z.string().min(1).max(2000) });
export type ReasonBody = z.infer<typeof ReasonBody>;
