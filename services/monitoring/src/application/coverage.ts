import { Injectable } from '@nestjs/common';
import type { WatchConfigured } from '@slipway/contracts';
import {
  ask,
  impossible,
  InjectAggregate,
  InjectClock,
  Outbound,
  reasonOf,
  settle,
  webhook,
  type Aggregate,
  type Clock,
} from '@slipway/service-kit';
import { withCause } from '@slipway/messaging';
import { statusAlone } from '../domain/assessment/expected-answer.js';
import { isCriticalHealth } from '../domain/assessment/known.js';
import type { RecordCoverage } from '../domain/watch/watch.commands.js';
import { watch } from '../domain/watch/watch.decider.js';
import type { WatchState } from '../domain/watch/watch.state.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { causeOf } from './assessor.js';

/** Finds out whether every critical target answers and an alert would arrive. */
@Injectable()
export class Coverage {
  constructor(
    @InjectAggregate(watch) private readonly watches: Aggregate<typeof watch>,
    @InjectClock() private readonly clock: Clock,
    private readonly releases: WatchedReleases,
    private readonly outbound: Outbound,
  ) {}

  /** Answers whether the coverage needs no further attempt. */
  async confirm(releaseId: string): Promise<boolean> {
    const circumstances = await this.releases.find(releaseId);
    if (circumstances === undefined) return false;
    if (circumstances.ended) return true;
    const { state } = await this.watches.load(releaseId);
    if (state.configured === undefined || isConfirmed(state)) return isConfirmed(state);
    const command = await this.attempt(state.configured);
    await withCause(causeOf(circumstances, `coverage:${releaseId}@${this.clock.now()}`), () =>
      settle(this.watches.handle(releaseId, command), impossible),
    );
    const after = await this.watches.load(releaseId);
    return isConfirmed(after.state);
  }

  /** The previous version still answers: only its status counts, not the answer expected of the new one. */
  private async attempt(watch: WatchConfigured['data']): Promise<RecordCoverage> {
    const { releaseId, targets, alertUrl } = watch;
    const [alert, ...results] = await Promise.all([
      this.testAlert(releaseId, alertUrl),
      ...targets.filter(isCriticalHealth).map(async ({ name, check }) => {
        const { passed, observed, milliseconds } = await ask(statusAlone(check), this.outbound);
        return { name, passed, observed, milliseconds };
      }),
    ]);
    return { type: 'RecordCoverage', releaseId, watch, results, alert };
  }

  private async testAlert(releaseId: string, alertUrl: string): Promise<RecordCoverage['alert']> {
    const text = `This is a test alert of Slipway for the release ${releaseId}: nothing has happened, and alerts arrive.`;
    try {
      const send = webhook(alertUrl, this.outbound);
      const receipt = await send({ audience: 'operations', subject: `Test alert for ${releaseId}`, text });
      return { receipt, deliveredAt: this.clock.now() };
    } catch (error) {
      return { failure: reasonOf(error) };
    }
  }
}

const isConfirmed = ({ coverage }: WatchState): boolean => coverage.status === 'confirmed';
