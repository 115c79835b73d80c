import { EnvironmentRolledBack } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { impossible, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** The release that runs again shows that on its own trail too. */
@Reaction(EnvironmentRolledBack, { group: 'deployment.record-return' })
export class OnEnvironmentRolledBack {
  constructor(@InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>) {}

  async handle({ data: rollback }: DeliveredEvent<EnvironmentRolledBack>): Promise<void> {
    const { releaseId: recordedOn, displaced, restoredRelease: releaseId } = rollback;
    if (recordedOn !== displaced || releaseId === undefined || releaseId === displaced) return;
    await settle(this.deployments.handle(releaseId, { type: 'RecordReturn', releaseId, rollback }), impossible);
  }
}
