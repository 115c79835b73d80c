import type { HealthTarget, HttpCheck } from '@slipway/contracts';
import type { Rollout } from './circumstances.js';

/** For coverage: something answers with the right status. The previous version can be slower and answer differently. */
export const statusAlone = ({ expect: { status }, ...check }: HttpCheck): HttpCheck => ({
  ...check,
  expect: { status },
});

/**
 * What a target must answer now. A body may tell one version from the other, so it counts once the new version has all of
 * the traffic: before, the answers of the one that is being replaced are no faults.
 */
export function expectedNow({ check }: HealthTarget, { status: rollout }: Rollout): HttpCheck {
  if (rollout === 'deployed') return check;
  const { bodyIncludes: _body, ...expect } = check.expect;
  return { ...check, expect };
}
