import { DeploymentFactRefused } from '@slipway/contracts';
import type { Rejection } from '@slipway/decider';
import type { Fact } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import { reasons, type DeploymentRejection } from './rejections.js';

/** A fact that is late, or contradicts the known state, is recorded with the reason, and changes nothing. */
export function refused(
  releaseId: string,
  { eventId, type }: Fact,
  rejection: Rejection<DeploymentRejection>,
): DeploymentEvent[] {
  return [DeploymentFactRefused.of({ releaseId, fact: { eventId, type }, reason: reasonOf(rejection) })];
}

export function reasonOf({ rejected, details }: Rejection<DeploymentRejection>): string {
  const { fix: _fix, ...more } = details;
  const listed = Object.entries(more)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${String(value)}`);
  return [reasons[rejected], ...(listed.length === 0 ? [] : [`(${listed.join(', ')})`])].join(' ');
}
