import { ReleaseId } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { harmless, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { closure } from '../domain/closure/closure.decider.js';
import { communication } from '../domain/communication/communication.decider.js';
import { isDocument, outputRules, type OutputRule } from '../domain/documents/outputs.js';
import { flow } from '../domain/flow/flow.decider.js';
import { Documents } from '../application/documents.js';
import { KnownReleases } from '../application/known-releases.js';

const About = z.object({ releaseId: ReleaseId });
const notWanted = harmless('the template lacks the output, or the release has ended', [
  'OUTPUT_UNKNOWN',
  'RELEASE_ENDED',
]);

/** Makes the document that a fact calls for, and records it as the output of its step. */
@Reaction(outputRules.map(({ event }) => event), { group: 'planning.record-outputs' })
export class OnOutputFact {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    private readonly documents: Documents,
    private readonly known: KnownReleases,
  ) {}

  async handle(event: DeliveredEvent) {
    const { releaseId } = About.parse(event.data);
    for (const rule of outputRules.filter(({ event: { type } }) => type === event.type)) {
      await this.record(rule, releaseId, event);
    }
  }

  private async record({ step, output, contentOf }: OutputRule, releaseId: string, event: DeliveredEvent) {
    const [{ summary: release }, communicated, closed] = await Promise.all([
      this.known.get(releaseId),
      this.communications.load(releaseId),
      this.closures.load(releaseId),
    ]);
    const content = contentOf(event, { release, communication: communicated.state, closure: closed.state });
    const evidence = isDocument(content) ? await this.documents.keep(content) : content;
    const by = { kind: 'fact', eventId: event.id, type: event.type } as const;
    await settle(this.flows.handle(releaseId, { type: 'RecordOutput', step, output, evidence, by }), notWanted);
  }
}
