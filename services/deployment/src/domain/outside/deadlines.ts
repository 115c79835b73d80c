import type { DeploymentPlan } from '@slipway/contracts';
import { conductOf, later } from '@slipway/flow';
import { named } from '../deployment-executor.js';
import type { Planned } from '../deployment.state.js';

/** How long an outside tool, or an executor at work, is waited for; plans from before they said so have the base flow's time. */
export const reportWithin = ({ reportWithin: within }: Pick<DeploymentPlan, 'reportWithin'>): string =>
  within ?? conductOf({}).deadlines.outsideReport;

/** Until when an outside tool has to report what it is to do now; nobody waits for a tool where Slipway deploys itself. */
export const reportDue = (plan: DeploymentPlan | undefined, now: string): { reportBy?: string } =>
  plan?.executor === 'observed' ? { reportBy: later(now, reportWithin(plan)) } : {};

/** In words: which reports did not come, and what did. */
export function silence({ plan, progress }: Planned, about: string): string {
  const known = plan.artifacts.map((artifact) => {
    const last = progress[artifact.digest];
    if (last === undefined) return `none about ${named(artifact)}`;
    return `${named(artifact)} was at ${last.weight} %${last.rolledBack ? ', rolled back' : ''} at ${last.at}`;
  });
  return `the outside tool did not report ${about} within ${reportWithin(plan)}; last reports: ${known.join(', ')}`;
}
