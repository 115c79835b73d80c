import { z } from 'zod';

/** `<release>.<number or slug>`. */
export const IssueId = z.string().regex(/^[a-z0-9][a-z0-9.+-]{1,180}$/);

export const Level = z.enum(['low', 'medium', 'high']);
export type Level = z.infer<typeof Level>;

export const Priority = z.enum(['low', 'medium', 'high', 'critical']);
export type Priority = z.infer<typeof Priority>;
