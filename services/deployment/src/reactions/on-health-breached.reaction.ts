import { HealthBreached } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** A breach of health while the rollout is under way stops it. */
@Reaction(HealthBreached, { group: 'deployment.halt-on-breach' })
export class OnHealthBreached {
  constructor(@InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>) {}

  handle({ data: breach }: DeliveredEvent<HealthBreached>): Promise<Outcome> {
    const { releaseId } = breach;
    return this.deployments.handle(releaseId, { type: 'HaltOnBreach', releaseId, breach });
  }
}
