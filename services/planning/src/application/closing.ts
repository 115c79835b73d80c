import { Injectable } from '@nestjs/common';
import type { ReleaseSummary } from '@slipway/contracts';
import type { EventStore } from '@slipway/event-store';
import {
  afterTheEnd,
  type Aggregate,
  Documents,
  InjectAggregate,
  InjectEventStore,
  settle,
} from '@slipway/service-kit';
import { closure } from '../domain/closure/closure.decider.js';
import { missingForArchive } from '../domain/closure/closure.state.js';
import { retrospectiveDraft } from '../domain/closure/retrospective.js';
import { Decisions } from './decisions.js';
import { EvidenceBundle } from './evidence-bundle.js';

/** What of the closure is done by itself. */
@Injectable()
export class Closing {
  constructor(
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    @InjectEventStore() private readonly store: EventStore,
    private readonly documents: Documents,
    private readonly bundles: EvidenceBundle,
    private readonly decisions: Decisions,
  ) {}

  async draftRetrospective(release: ReleaseSummary): Promise<void> {
    const { releaseId } = release;
    const trail = await this.store.readTrail(releaseId);
    const evidence = await this.documents.keep(retrospectiveDraft(trail, release));
    const draft = { type: 'DraftRetrospective', releaseId, evidence } as const;
    await settle(this.decisions.closure(draft), afterTheEnd);
  }

  /** Archives the release when everything is there that the archive must hold; otherwise nothing. */
  async archiveWhenComplete(release: ReleaseSummary): Promise<void> {
    const { releaseId } = release;
    const { state } = await this.closures.load(releaseId);
    if (state.archive !== undefined || missingForArchive(state).length > 0) return;
    const built = await this.bundles.build(release);
    const archive = { type: 'ArchiveRelease', releaseId, ...built } as const;
    await settle(this.decisions.closure(archive), afterTheEnd);
  }
}
