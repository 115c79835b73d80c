import { Controller, Param, Post } from '@nestjs/common';
import { CommandCentreOpened, TeamAcknowledged, UserTrainingScheduled } from '@slipway/contracts';
import { Roles, ZodBody } from '@slipway/service-kit';
import { z } from 'zod';
import { timelineDocument } from '../domain/documents/communication-documents.js';
import { Decisions } from '../work/decisions.js';
import { Documents } from '../work/documents.js';
import { KnownReleases } from '../work/known-releases.js';

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
    private readonly known: KnownReleases,
  ) {}

  @Post('acknowledgements')
  @Roles('support', 'sre')
  async acknowledge(
    @Param('releaseId') releaseId: string,
    @ZodBody(Acknowledgement) { team }: z.infer<typeof Acknowledgement>,
  ) {
    await this.known.get(releaseId);
    return this.decisions.communication({ type: 'AcknowledgeTeam', releaseId, team });
  }

  @Post('timeline')
  @Roles('release-manager')
  async publishTimeline(
    @Param('releaseId') releaseId: string,
    @ZodBody(Timeline) { impacts }: z.infer<typeof Timeline>,
  ) {
    const { summary, plan } = await this.known.get(releaseId);
    const told = { window: summary.window, impacts };
    const evidence = await this.documents.keep(timelineDocument(told, plan, summary));
    return this.decisions.communication({ type: 'PublishTimeline', releaseId, ...told, evidence });
  }

  @Post('training')
  @Roles('release-manager')
  async scheduleTraining(
    @Param('releaseId') releaseId: string,
    @ZodBody(Training) { sessions }: z.infer<typeof Training>,
  ) {
    await this.known.get(releaseId);
    return this.decisions.communication({ type: 'ScheduleTraining', releaseId, sessions });
  }

  @Post('command-centre')
  @Roles('release-manager')
  async openCommandCentre(
    @Param('releaseId') releaseId: string,
    @ZodBody(CommandCentre) body: z.infer<typeof CommandCentre>,
  ) {
    await this.known.get(releaseId);
    return this.decisions.communication({ type: 'OpenCommandCentre', releaseId, ...body });
  }
}
