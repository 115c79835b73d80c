import { Controller, Post } from '@nestjs/common';
import { CommandCentreOpened, TeamAcknowledged, UserTrainingScheduled } from '@slipway/contracts';
import { Documents, Roles, ZodBody } from '@slipway/service-kit';
import { z } from 'zod';
import { timelineDocument } from '../domain/communication/timeline.js';
import type { ProposedRelease } from '../domain/release/release.state.js';
import { Decisions } from '../application/decisions.js';
import { KnownRelease } from './known-release.js';

const Acknowledgement = TeamAcknowledged.data.pick({ team: true });
const Timeline = z.strictObject({ impacts: z.array(z.string().min(1).max(1000)).max(100) });
const Training = UserTrainingScheduled.data.pick({ sessions: true });
const CommandCentre = CommandCentreOpened.data.pick({ link: true, roster: true });

/** Telling people of a release, and hearing that they know. */
@Controller('planning/v1/releases/:releaseId/communication')
export class CommunicationController {
  constructor(
    private readonly decisions: Decisions,
    private readonly documents: Documents,
  ) {}

  @Post('acknowledgements')
  @Roles('support', 'sre')
  acknowledge(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Acknowledgement) { team }: z.infer<typeof Acknowledgement>,
  ) {
    return this.decisions.communication({ type: 'AcknowledgeTeam', releaseId, team });
  }

  @Post('timeline')
  @Roles('release-manager')
  async publishTimeline(
    @KnownRelease() { summary, plan }: ProposedRelease,
    @ZodBody(Timeline) { impacts }: z.infer<typeof Timeline>,
  ) {
    const { releaseId } = summary;
    const told = { window: summary.window, impacts };
    const evidence = await this.documents.keep(timelineDocument(told, plan, summary));
    return this.decisions.communication({ type: 'PublishTimeline', releaseId, ...told, evidence });
  }

  @Post('training')
  @Roles('release-manager')
  scheduleTraining(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Training) { sessions }: z.infer<typeof Training>,
  ) {
    return this.decisions.communication({ type: 'ScheduleTraining', releaseId, sessions });
  }

  @Post('command-centre')
  @Roles('release-manager')
  openCommandCentre(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(CommandCentre) body: z.infer<typeof CommandCentre>,
  ) {
    return this.decisions.communication({ type: 'OpenCommandCentre', releaseId, ...body });
  }
}
