import type { HealthTarget, HttpCheck } from '@slipway/contracts';
import type { Rollout } from './circumstances.js';

/** For coverage: something answers with the right status. The previous version can be slower and answer differently. */
export const statusAlone = ({ expect: { status }, ...check }: HttpCheck): HttpCheck => ({
  ...check,
  expect: { status },
});

/**
 * The answer that a target must give now. A body can differ between versions, so it counts only once the new version
 * has all of the traffic: before that, answers of the previous version are no faults.
 */
export function expectedNow({ check }: HealthTarget, { status: rollout }: Rollout): HttpCheck {
  if (rollout === 'deployed') return check;
  const { bodyIncludes: _body, ...expect } = check.expect;
  return { ...check, expect };
}
