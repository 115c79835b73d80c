import { z } from 'zod';

/** `slipway.json` at the root of an artifact: how to run it. */
export const Manifest = z.strictObject({
  /** Program and arguments, run in the artifact's folder; `node` is the Node.js that Slipway itself runs on. */
  start: z.array(z.string().min(1)).min(1),
  /** The path that answers 2xx once an instance is ready; the instance listens at PORT on HOST. */
  ready: z.string().regex(/^\//, 'must begin with a slash'),
  instances: z.int().min(1).max(32).default(1),
  /** Seconds within which an instance must be ready. */
  readyWithin: z.int().min(1).max(600).default(30),
});
export type Manifest = z.infer<typeof Manifest>;
