import {
  AccessControlsBreached,
  DeploymentFailed,
  EnvironmentRolledBack,
  HealthBreached,
  IncidentReported,
  PostReleaseCheckFailed,
  type CheckResult,
} from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { expected, impossible, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import type { Trouble } from '../domain/desk.commands.js';
import { desk } from '../domain/desk.decider.js';
import { report } from '../domain/report.decider.js';
import { Terms } from '../application/desk-terms.js';

type TroubleFact =
  | AccessControlsBreached
  | DeploymentFailed
  | EnvironmentRolledBack
  | HealthBreached
  | IncidentReported
  | PostReleaseCheckFailed;

/** What goes wrong after a release opens an issue by itself. */
@Reaction(
  [
    AccessControlsBreached,
    DeploymentFailed,
    EnvironmentRolledBack,
    HealthBreached,
    IncidentReported,
    PostReleaseCheckFailed,
  ],
  { group: 'issues.open-on-trouble' },
)
export class OnTrouble {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    @InjectAggregate(report) private readonly reports: Aggregate<typeof report>,
    private readonly terms: Terms,
  ) {}

  async handle(event: DeliveredEvent<TroubleFact>): Promise<void> {
    const { releaseId } = event.data;
    const fact = { eventId: event.id, type: event.type };
    const terms = await this.terms.asOf(event.logIndex, releaseId);
    if (terms === undefined) return this.refuse(event, 'no release of this id has begun');
    const trouble = { ...nowhere, ...detailsOf(event), fact, occurredAt: event.occurredAt };
    const refused = expected(({ details }) => this.refuse(event, String(details['reason'])));
    await settle(this.desks.handle(releaseId, { type: 'ReportTrouble', releaseId, trouble, terms }), refused);
  }

  private async refuse({ id: eventId, type, data: { releaseId } }: DeliveredEvent<TroubleFact>, reason: string) {
    const command = { type: 'RefuseReport', releaseId, fact: { eventId, type }, reason } as const;
    await settle(this.reports.handle(eventId, command, { trail: releaseId }), impossible);
  }
}

/** Our own services speak of the release's environment, and of the time before its end. */
const nowhere = { origin: undefined, environment: undefined, afterEnd: false };

type TroubleDetails = Pick<Trouble, 'kind' | 'subject' | 'title' | 'detail'> &
  Partial<Pick<Trouble, 'origin' | 'environment' | 'afterEnd'>>;

function detailsOf(event: DeliveredEvent<TroubleFact>): TroubleDetails {
  switch (event.type) {
    case AccessControlsBreached.type: {
      const title = 'Access is not controlled as it must be';
      return { kind: 'monitoring', subject: 'access', title, detail: observed(event.data.results) };
    }
    case DeploymentFailed.type: {
      const { reason } = event.data;
      return { kind: 'deployment', subject: 'deployment', title: 'The deployment failed', detail: reason };
    }
    case EnvironmentRolledBack.type:
      return rolledBack(event.data);
    case HealthBreached.type: {
      const { target, burnRate, window } = event.data;
      const detail = `burn rate over ${String(burnRate)} within ${window}`;
      return { kind: 'monitoring', subject: `health:${target}`, title: `The health of ${target} is breached`, detail };
    }
    case IncidentReported.type: {
      const { origin, incident, title, detail, environment } = event.data;
      return { kind: 'system', origin: origin.source, subject: incident, title, detail, environment };
    }
    case PostReleaseCheckFailed.type: {
      const { kind, results } = event.data;
      const title = `Post-release check failed: ${kind}`;
      return { kind: 'validation', subject: `check:${kind}`, title, detail: observed(results) };
    }
  }
}

function rolledBack({
  environment,
  displaced,
  restoredRelease,
  reason,
  by,
}: EnvironmentRolledBack['data']): TroubleDetails {
  const back = restoredRelease ?? 'what ran before';
  return {
    kind: 'deployment',
    subject: `rolled-back:${displaced}`,
    title: `${environment} was rolled back from ${displaced} to ${back}`,
    detail: `${by}: ${reason}`,
    environment,
    afterEnd: true,
  };
}

const observed = (results: readonly CheckResult[]): string =>
  results
    .filter(({ passed }) => !passed)
    .map((result) => `${result.name}: ${result.observed}`)
    .join('; ');
