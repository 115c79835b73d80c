import { z } from 'zod';

/** A trail: that of a release is called like it; the others are `platform` and one for each artifact. */
export const TrailName = z.string().min(1).max(200);
