import { IncidentReported } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { impossible, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';

/** An incident during the rollout is an error of the deployment. */
@Reaction(IncidentReported, { group: 'deployment.count-incidents' })
export class OnIncidentReported {
  constructor(@InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>) {}

  async handle({ id: eventId, type, data: incident, occurredAt }: DeliveredEvent<IncidentReported>): Promise<void> {
    const { releaseId } = incident;
    const incidentFact = { eventId, type };
    const command = { type: 'ObserveIncident', releaseId, incident, occurredAt, incidentFact } as const;
    await settle(this.deployments.handle(releaseId, command), impossible);
  }
}
