import { ReleaseAborted, ReleasePaused, ReleaseResumed, RollbackRequested, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { impossible, InjectAggregate, settle, type Aggregate, type Outcome } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';
import { Rollbacks } from '../application/rollbacks.js';

const interruptions = [ReleaseAborted, ReleasePaused, ReleaseResumed, RollbackRequested] as const;
type Interruption = EventOf<(typeof interruptions)[number]>;

/** What people decide about the release as a whole. */
@Reaction(interruptions, { group: 'deployment.obey-release' })
export class OnReleaseInterrupted {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly rollbacks: Rollbacks,
  ) {}

  async handle(event: DeliveredEvent<Interruption>): Promise<void> {
    // The decider itself records a decision of the release that it cannot follow.
    await settle(this.obey(event), impossible);
  }

  private obey({ id: eventId, type, data: { releaseId, reason } }: DeliveredEvent<Interruption>): Promise<Outcome> {
    const fact = { eventId, type };
    switch (type) {
      case ReleaseAborted.type:
        return this.rollbacks.abort(releaseId, { reason, fact });
      case RollbackRequested.type:
        return this.rollbacks.rollBack(releaseId, { reason, fact });
      case ReleasePaused.type:
        return this.deployments.handle(releaseId, { type: 'Pause', releaseId, reason });
      case ReleaseResumed.type:
        return this.deployments.handle(releaseId, { type: 'Resume', releaseId, reason });
    }
  }
}
