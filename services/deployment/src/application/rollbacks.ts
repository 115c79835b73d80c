import { Injectable } from '@nestjs/common';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import type { Fact } from '../domain/deployment.commands.js';
import { deployment } from '../domain/deployment.decider.js';
import { PlaceLock } from './place-lock.js';
import { ReleaseSurroundings } from './surroundings.js';

interface Order {
  readonly reason: string;
  /** What the flow has decided; absent when a person asks for it. */
  readonly fact?: Fact;
}

/** Rolls releases back. Each rollback is decided on what runs in the environment at that moment. */
@Injectable()
export class Rollbacks {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly surroundings: ReleaseSurroundings,
    private readonly lock: PlaceLock,
  ) {}

  rollBack(releaseId: string, order: Order): Promise<Outcome> {
    return this.decide(releaseId, 'RollBack', order);
  }

  abort(releaseId: string, order: Order): Promise<Outcome> {
    return this.decide(releaseId, 'Abort', order);
  }

  private async decide(releaseId: string, type: 'RollBack' | 'Abort', order: Order): Promise<Outcome> {
    const { plan } = (await this.deployments.load(releaseId)).state;
    const decided = async () => {
      const surroundings = await this.surroundings.ofId(releaseId, plan);
      return this.deployments.handle(releaseId, { type, releaseId, surroundings, ...order });
    };
    return plan === undefined ? decided() : this.lock.alone(plan.environment, decided);
  }
}
