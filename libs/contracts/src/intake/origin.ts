import { z } from 'zod';
import { Instant } from '../primitives.js';

/** Where an outside event came from: the pair (source, id) is what makes it unique. */
export const Origin = z.strictObject({
  source: z.string().min(1),
  id: z.string().min(1),
  publisher: z.string().min(1),
  receivedAt: Instant,
});
export type Origin = z.infer<typeof Origin>;
