import {
  DocumentationCompleted,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  RetrospectiveCompleted,
  type EventOf,
} from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { Closing } from '../application/closing.js';
import { KnownReleases } from '../application/known-releases.js';

const parts = [DocumentationCompleted, KnowledgeBaseUpdated, LessonsRecorded, RetrospectiveCompleted] as const;

/** The last of these facts completes the content of the archive. */
@Reaction(parts, { group: 'planning.carry-out' })
export class OnClosureAdvanced {
  constructor(
    private readonly closing: Closing,
    private readonly known: KnownReleases,
  ) {}

  async handle({ data: { releaseId } }: DeliveredEvent<EventOf<(typeof parts)[number]>>) {
    const { summary } = await this.known.get(releaseId);
    await this.closing.archiveWhenComplete(summary);
  }
}
