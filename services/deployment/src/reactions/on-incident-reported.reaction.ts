import { IncidentReported } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** An incident during the rollout is an error of the deployment. */
@Reaction(IncidentReported, { group: 'deployment.count-incidents' })
export class OnIncidentReported {
  constructor(@InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>) {}

  handle({ id: eventId, type, data: incident, occurredAt }: DeliveredEvent<IncidentReported>): Promise<Outcome> {
    const { releaseId } = incident;
    const incidentFact = { eventId, type };
    return this.deployments.handle(releaseId, {
      type: 'ObserveIncident',
      releaseId,
      incident,
      occurredAt,
      incidentFact,
    });
  }
}
