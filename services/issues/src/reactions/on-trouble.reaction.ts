import {
  DeploymentFailed,
  HealthBreached,
  IncidentReported,
  PostReleaseCheckFailed,
  type IssueRaised,
} from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate } from '@slipway/service-kit';
import { desk } from '../domain/desk.decider.js';

type Trouble = DeploymentFailed | HealthBreached | IncidentReported | PostReleaseCheckFailed;

/** What goes wrong after a release opens an issue by itself. */
@Reaction([DeploymentFailed, HealthBreached, IncidentReported, PostReleaseCheckFailed], {
  group: 'issues.open-on-trouble',
})
export class OnTrouble {
  constructor(@InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>) {}

  handle(event: DeliveredEvent<Trouble>) {
    const { releaseId } = event.data;
    const { title, detail, kind } = told(event);
    return this.desks.handle(releaseId, {
      type: 'RaiseIssue',
      ...{ releaseId, title, detail },
      source: { kind, eventId: event.id },
    });
  }
}

interface Told {
  readonly kind: IssueRaised['data']['source']['kind'];
  readonly title: string;
  readonly detail: string;
}

function told(event: DeliveredEvent<Trouble>): Told {
  switch (event.type) {
    case DeploymentFailed.type:
      return { kind: 'deployment', title: 'The deployment failed', detail: event.data.reason };
    case HealthBreached.type: {
      const { target, burnRate, window } = event.data;
      const detail = `burn rate over ${String(burnRate)} within ${window}`;
      return { kind: 'monitoring', title: `The health of ${target} is breached`, detail };
    }
    case IncidentReported.type:
      return { kind: 'system', title: event.data.title, detail: event.data.detail };
    case PostReleaseCheckFailed.type: {
      const failed = event.data.results.filter(({ passed }) => !passed);
      const detail = failed.map(({ name, observed }) => `${name}: ${observed}`).join('; ');
      return { kind: 'validation', title: `Post-release check failed: ${event.data.kind}`, detail };
    }
  }
}
