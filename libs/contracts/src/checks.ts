import { z } from 'zod';

/** One HTTP request and its expected response. */
export const HttpCheck = z.strictObject({
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'HEAD']).default('GET'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  expect: z.strictObject({
    status: z.int().min(100).max(599),
    bodyIncludes: z.string().optional(),
    within: z.strictObject({ milliseconds: z.int().positive() }).optional(),
  }),
});
export type HttpCheck = z.infer<typeof HttpCheck>;

export const CheckResult = z.strictObject({
  name: z.string().min(1),
  passed: z.boolean(),
  /** The observation: status, duration, or the reason for a missing response. */
  observed: z.string(),
  milliseconds: z.number().nonnegative().optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const CheckKind = z.enum(['functionality', 'smoke', 'performance', 'integration', 'access']);
export type CheckKind = z.infer<typeof CheckKind>;

/** Times in milliseconds, rates 0 to 1. */
export const Measurements = z.strictObject({
  samples: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  availability: z.number().min(0).max(1),
  p95: z.number().nonnegative(),
  p99: z.number().nonnegative(),
});
export type Measurements = z.infer<typeof Measurements>;

export const HealthTarget = z.strictObject({
  name: z.string().min(1),
  check: HttpCheck,
  /** Critical targets count for coverage and for breaches. */
  critical: z.boolean().default(true),
  /** An access target verifies that requests are denied as they must be. */
  purpose: z.enum(['health', 'access']).default('health'),
});
export type HealthTarget = z.infer<typeof HealthTarget>;

export const ServiceLevels = z.strictObject({
  availability: z.number().min(0).max(1),
  p95: z.number().positive(),
  p99: z.number().positive(),
});
export type ServiceLevels = z.infer<typeof ServiceLevels>;
