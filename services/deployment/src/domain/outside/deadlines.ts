import type { DeploymentPlan } from '@slipway/contracts';
import { conductOf, later } from '@slipway/flow';
import { named } from '../deployment-executor.js';
import type { Planned } from '../deployment.state.js';

/**
 * How long Slipway waits for an outside tool, or a busy executor; older plans without it have the time of the base
 * flow.
 */
export const reportWithin = ({ reportWithin: within }: Pick<DeploymentPlan, 'reportWithin'>): string =>
  within ?? conductOf({}).deadlines.outsideReport;

/** The deadline of the next report of an outside tool; undefined if Slipway deploys itself. */
export const reportDue = (plan: DeploymentPlan | undefined, now: string): { reportBy?: string } =>
  plan?.executor === 'observed' ? { reportBy: later(now, reportWithin(plan)) } : {};

/** The reason of the failure: which reports are missing, and which came. */
export function silence({ plan, progress }: Planned, about: string): string {
  const known = plan.artifacts.map((artifact) => {
    const last = progress[artifact.digest];
    if (last === undefined) return `none about ${named(artifact)}`;
    return `${named(artifact)} was at ${last.weight} %${last.rolledBack ? ', rolled back' : ''} at ${last.at}`;
  });
  return `the outside tool did not report ${about} within ${reportWithin(plan)}; last reports: ${known.join(', ')}`;
}
