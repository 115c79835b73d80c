import { Controller, Get, Post } from '@nestjs/common';
import { EvidenceReference, HealthTarget, ReleaseId, ServiceLevels } from '@slipway/contracts';
import {
  InjectAggregate,
  InjectClock,
  Roles,
  tagged,
  TaggedAnswer,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Clock,
  type Tagged,
} from '@slipway/service-kit';
import { z } from 'zod';
import { Samples } from '../adapters/samples/samples.js';
import { rangesOf } from '../domain/assessment/ranges.js';
import { watch } from '../domain/watch/watch.decider.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { WatchAnswer } from './watch.answer.js';

const WatchBody = z.strictObject({
  targets: z.array(HealthTarget).min(1).max(50),
  levels: ServiceLevels,
  alertUrl: z.url({ protocol: /^https?$/ }),
});
const BackupBody = z.strictObject({ evidence: EvidenceReference });
const ImprovementsBody = z.strictObject({ recommendations: z.array(z.string().min(1).max(2000)).min(1).max(100) });
type WatchBody = z.infer<typeof WatchBody>;
type BackupBody = z.infer<typeof BackupBody>;
type ImprovementsBody = z.infer<typeof ImprovementsBody>;

/** What is watched, and what people know about it that probes cannot see. */
@Controller('monitoring/v1/releases/:releaseId')
export class WatchesController {
  constructor(
    @InjectAggregate(watch) private readonly watches: Aggregate<typeof watch>,
    @InjectClock() private readonly clock: Clock,
    private readonly releases: WatchedReleases,
    private readonly samples: Samples,
  ) {}

  @Get()
  @TaggedAnswer(WatchAnswer)
  async read(@ZodParam('releaseId', ReleaseId) releaseId: string): Promise<Tagged<WatchAnswer>> {
    const circumstances = await this.releases.get(releaseId);
    const { state, streamPosition } = await this.watches.load(releaseId);
    const { recent } = rangesOf(circumstances, state, this.clock.now());
    const { rollout, watchingSince, verifyingSince, monitoringSince, ended } = circumstances;
    const targets = await this.samples.measureTargets(releaseId, recent);
    const since = { watchingSince, verifyingSince, monitoringSince };
    return tagged(streamPosition, { releaseId, ...state, rollout, ...since, ended, recent: { ...recent, targets } });
  }

  @Post('watch')
  @Roles('sre')
  async configure(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(WatchBody) body: WatchBody) {
    const { release } = await this.releases.get(releaseId);
    const { probeInterval } = release.policy.durations;
    return this.watches.handle(releaseId, { type: 'ConfigureWatch', releaseId, ...body, probeInterval });
  }

  @Post('backup-verifications')
  @Roles('sre')
  async verifyBackup(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(BackupBody) { evidence }: BackupBody,
  ) {
    await this.releases.get(releaseId);
    return this.watches.handle(releaseId, { type: 'VerifyBackup', releaseId, evidence });
  }

  @Post('improvements')
  @Roles('sre')
  async planImprovements(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(ImprovementsBody) { recommendations }: ImprovementsBody,
  ) {
    await this.releases.get(releaseId);
    return this.watches.handle(releaseId, { type: 'PlanImprovements', releaseId, recommendations });
  }
}
