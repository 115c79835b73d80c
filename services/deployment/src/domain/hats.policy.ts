import { canonicalIdentity, type Actor, type Hat, type ReleaseSummary } from '@slipway/contracts';
import { pass, reject, type Rejection } from '@slipway/decider';
import { conductOf, conflictingHat } from '@slipway/flow';
import type { DeploymentRejection } from './rejections.js';
import type { Standing } from './surroundings.js';

/** The hat that keeps this person from deploying the release. */
export function hatAgainstDeploying({ policy }: ReleaseSummary, { hats }: Standing, person: string): Hat | undefined {
  return conflictingHat(conductOf(policy), hats, { hat: 'deployer', person: canonicalIdentity(person) });
}

/** Refuses a person who has a hat that the policy does not combine with that of the deployer. Services have none. */
export function mayActAsDeployer(
  release: ReleaseSummary,
  standing: Standing,
  { actor, fix }: { readonly actor: Actor; readonly fix: string },
): Rejection<DeploymentRejection> | undefined {
  if (actor.kind !== 'person') return pass;
  const other = hatAgainstDeploying(release, standing, actor.id);
  if (other === undefined) return pass;
  return other === 'approver'
    ? reject('APPROVER_CANNOT_DEPLOY', { approver: actor.id, fix })
    : reject('HATS_CONFLICT', { person: actor.id, hat: 'deployer', other, fix });
}
