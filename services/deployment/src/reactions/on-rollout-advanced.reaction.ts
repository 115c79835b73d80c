import {
  DeploymentPlanRecorded,
  DeploymentResumed,
  DryRunPassed,
  EnvironmentRollbackStarted,
  OutsideProgressRecorded,
  PhaseDeployed,
  PhaseStarted,
  PhaseVerified,
  RollbackStarted,
} from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, originOfCause, type Timers } from '@slipway/service-kit';
import { Advance } from '../timers/advance.timer.js';

type Advanced =
  | DeploymentPlanRecorded
  | DeploymentResumed
  | DryRunPassed
  | EnvironmentRollbackStarted
  | OutsideProgressRecorded
  | PhaseDeployed
  | PhaseStarted
  | PhaseVerified
  | RollbackStarted;

const advances = [
  DeploymentPlanRecorded,
  DeploymentResumed,
  DryRunPassed,
  EnvironmentRollbackStarted,
  OutsideProgressRecorded,
  PhaseDeployed,
  PhaseStarted,
  PhaseVerified,
  RollbackStarted,
] as const;

/**
 * After each of these, something can be due: at once, after the bake, or when the report of an outside tool is overdue.
 * A timer does it, so that a crash only delays it.
 */
@Reaction(advances, { group: 'deployment.advance-rollout' })
export class OnRolloutAdvanced {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle(event: DeliveredEvent<Advanced>): Promise<void> {
    const { id, data } = event;
    const payload = { releaseId: data.releaseId, origin: originOfCause() };
    const at = event.type === PhaseDeployed.type ? event.data.bakeUntil : event.recordedAt;
    await this.timers.set(Advance, { key: [id, 'due'], at, payload });
    if (!('reportBy' in data)) return;
    await this.timers.set(Advance, { key: [id, 'overdue'], at: data.reportBy, payload });
  }
}
