import { HealthBreached } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { conductOf } from '@slipway/flow';
import { impossible, InjectAggregate, ReleaseDirectory, settle, type Aggregate } from '@slipway/service-kit';
import { deployment } from '../domain/deployment.decider.js';
import { ReleaseSurroundings } from '../application/surroundings.js';

/** A breach of health while the rollout is under way stops it; after its success it acts by the policy of the release. */
@Reaction(HealthBreached, { group: 'deployment.halt-on-breach' })
export class OnHealthBreached {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly surroundings: ReleaseSurroundings,
    private readonly releases: ReleaseDirectory,
  ) {}

  async handle({ data: breach, occurredAt }: DeliveredEvent<HealthBreached>): Promise<void> {
    const { releaseId } = breach;
    const { plan } = (await this.deployments.load(releaseId)).state;
    const surroundings = await this.surroundings.ofId(releaseId, plan);
    const release = await this.releases.find(releaseId);
    const onBreach = release === undefined ? 'hold' : conductOf(release.policy).onBreach;
    const command = { type: 'HaltOnBreach', releaseId, breach, occurredAt, onBreach, surroundings } as const;
    await settle(this.deployments.handle(releaseId, command), impossible);
  }
}
