import type { EvidenceStore } from '@slipway/event-store';
import { documentedFacts } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectEvidence, keepText, type Aggregate, type Outcome } from '@slipway/service-kit';
import { acceptance } from '../domain/acceptance/acceptance.decider.js';
import { checks } from '../domain/checks/checks.decider.js';
import type { DocumentRule } from '../domain/documents/document.js';
import { documentRules } from '../domain/documents/documents.js';
import { quality } from '../domain/quality/quality.decider.js';
import type { RecordDocument } from '../domain/recorded-documents.js';

/** A fact that fulfils an action makes the document that tells of it. */
@Reaction(documentedFacts(documentRules), { group: 'validation.write-documents' })
export class WriteDocuments {
  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectAggregate(checks) private readonly runs: Aggregate<typeof checks>,
    @InjectAggregate(acceptance) private readonly acceptances: Aggregate<typeof acceptance>,
    @InjectEvidence() private readonly evidence: EvidenceStore,
  ) {}

  async handle(event: DeliveredEvent): Promise<void> {
    const { trail: releaseId, occurredAt, actor, id: eventId } = event;
    const { state } = await this.acceptances.load(releaseId);
    const context = { releaseId, occurredAt, actor: actor.id, eventId, acceptance: state };
    for (const rule of documentRules) {
      const text = rule.write(event, context);
      if (text !== undefined) await this.keep(releaseId, rule, text);
    }
  }

  private async keep(releaseId: string, { step, output, title }: DocumentRule, text: string): Promise<Outcome> {
    const evidence = await keepText(this.evidence, { title: `${title} of ${releaseId}`, text });
    const command = { type: 'RecordDocument', releaseId, step, output, evidence } satisfies RecordDocument;
    switch (step) {
      case 'validate-prerelease':
        return this.qualities.handle(releaseId, command);
      case 'validate-postrelease':
        return this.runs.handle(releaseId, command);
      case 'conduct-user-acceptance':
        return this.acceptances.handle(releaseId, command);
    }
  }
}
