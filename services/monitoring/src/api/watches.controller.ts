import { Controller, Get, Post } from '@nestjs/common';
import { EvidenceReference, HealthTarget, ReleaseId, ServiceLevels } from '@slipway/contracts';
import { conductOf, later, usersIn } from '@slipway/flow';
import {
  addressRefused,
  checkRefused,
  demandAllowed,
  InjectAggregate,
  InjectClock,
  Outbound,
  ReleaseParam,
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
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { rangesOf, stabilityFrom } from '../domain/assessment/ranges.js';
import { documents } from '../domain/documents.js';
import { watch } from '../domain/watch/watch.decider.js';
import type { WatchState } from '../domain/watch/watch.state.js';
import { Opinions } from '../projections/opinions.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { Terms } from '../application/terms.js';
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
    @InjectAggregate(documents) private readonly recorded: Aggregate<typeof documents>,
    @InjectClock() private readonly clock: Clock,
    private readonly samples: Samples,
    private readonly opinions: Opinions,
    private readonly terms: Terms,
    private readonly outbound: Outbound,
  ) {}

  @Get()
  @TaggedAnswer(WatchAnswer)
  async read(@ReleaseParam(WatchedReleases) circumstances: Circumstances): Promise<Tagged<WatchAnswer>> {
    const { releaseId } = circumstances.release;
    const { state, streamPosition } = await this.watches.load(releaseId);
    const { recent } = rangesOf(circumstances, state, this.clock.now());
    const { rollout, watchingSince, verifyingSince, monitoringSince, ended } = circumstances;
    const targets = await this.samples.measureTargets(releaseId, recent);
    const since = { watchingSince, verifyingSince, monitoringSince };
    const coverage = { ...state.coverage, since: circumstances.coverage?.since };
    const counted = usersIn(await this.opinions.of(circumstances));
    const waiting = waitingOf(circumstances, state, counted);
    const { state: recorded } = await this.recorded.load(releaseId);
    const known = { releaseId, ...state, documents: recorded, coverage, rollout, ...since, ended, ...waiting };
    return tagged(streamPosition, { ...known, recent: { ...recent, targets } });
  }

  @Post('watch')
  @Roles('sre')
  async configure(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(WatchBody) body: WatchBody) {
    const { settings } = this.outbound;
    demandAllowed(
      ...body.targets.map(({ check }, index) => checkRefused(check, `targets.${String(index)}.check`, settings)),
      addressRefused(body.alertUrl, 'alertUrl', settings),
    );
    const { release, terms } = await this.terms.ofWatch(releaseId, body);
    const { probeInterval } = release.policy.durations;
    return this.watches.handle(releaseId, { type: 'ConfigureWatch', releaseId, ...body, probeInterval, terms });
  }

  @Post('backup-verifications')
  @Roles('sre')
  async verifyBackup(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(BackupBody) { evidence }: BackupBody,
  ) {
    const ended = await this.terms.haveEnded(releaseId);
    return this.watches.handle(releaseId, { type: 'VerifyBackup', releaseId, evidence, ended });
  }

  @Post('improvements')
  @Roles('sre')
  async planImprovements(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(ImprovementsBody) { recommendations }: ImprovementsBody,
  ) {
    const ended = await this.terms.haveEnded(releaseId);
    return this.watches.handle(releaseId, { type: 'PlanImprovements', releaseId, recommendations, ended });
  }
}

/** What has to come yet for what is not said. */
function waitingOf(circumstances: Circumstances, state: WatchState, counted: number) {
  const { policy } = circumstances.release;
  const from = stabilityFrom(circumstances, state);
  const window =
    from === undefined ? {} : { stability: { from, until: later(from, policy.durations.stabilityWindow) } };
  const needed = conductOf(policy).acceptance.users;
  return { ...window, ratings: { counted, needed } };
}
