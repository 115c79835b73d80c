import { Injectable } from '@nestjs/common';
import { InjectAggregate, releaseUnknown, type Aggregate } from '@slipway/service-kit';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun, type FlowRun } from '../domain/flow/flow.state.js';
import { release } from '../domain/release/release.decider.js';
import { isProposed, type ProposedRelease } from '../domain/release/release.state.js';
import { progressOf, type Progress } from '../domain/release/progress.js';

/** The releases, read from their own streams and therefore without delay. */
@Injectable()
export class KnownReleases {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
  ) {}

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async get(releaseId: string): Promise<ProposedRelease> {
    const { state } = await this.releases.load(releaseId);
    if (isProposed(state)) return state;
    throw releaseUnknown(releaseId);
  }

  /**
   * The run of its flow, and the position of that in its stream.
   * @throws ServiceKitError RELEASE_UNKNOWN while its flow has not started
   */
  async run(releaseId: string): Promise<{ readonly run: FlowRun; readonly streamPosition: number }> {
    const { state, streamPosition } = await this.flows.load(releaseId);
    if (!isRun(state)) throw releaseUnknown(releaseId);
    return { run: state, streamPosition };
  }

  /** Whether the step has started. */
  async hasBegun(releaseId: string, step: string): Promise<boolean> {
    const { state } = await this.flows.load(releaseId);
    return isRun(state) && ['active', 'done'].includes(state.steps[step] ?? '');
  }

  async progress(releaseId: string): Promise<Progress> {
    const { state } = await this.flows.load(releaseId);
    return progressOf(state);
  }
}
