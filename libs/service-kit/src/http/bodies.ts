import { z } from 'zod';

/** The body of a command that says everything by its path; it may be absent. */
export const EmptyBody = z.strictObject({}).default({});
export type EmptyBody = z.infer<typeof EmptyBody>;

/** The body of a command that needs nothing but the reason for it. */
export const ReasonBody = z.strictObject({ reason: z.string().min(1).max(2000) });
export type ReasonBody = z.infer<typeof ReasonBody>;
