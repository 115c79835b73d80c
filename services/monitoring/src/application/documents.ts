import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import type { FactSource } from '@slipway/flow';
import {
  InjectAggregate,
  InjectClock,
  InjectEvidence,
  keepText,
  type Aggregate,
  type Clock,
} from '@slipway/service-kit';
import { Samples } from '../adapters/samples/samples.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import type { Range } from '../domain/assessment/trend.js';
import type { DocumentContext, DocumentRule, Sampled } from '../domain/documents/document.js';
import { watch } from '../domain/watch/watch.decider.js';
import type { Document } from '../domain/watch/watch.commands.js';
import { Opinions } from '../projections/opinions.js';
import { WatchedIssues } from '../projections/watched-issues.js';
import { WatchedReleases } from '../projections/watched-releases.js';

/** What a document is made from. */
export interface DocumentSource extends Omit<FactSource, 'releaseId'> {
  readonly fact: DomainEvent;
  /** The time that it tells of; since the rollout when absent. */
  readonly range?: Range;
}

/** Writes documents, keeps them as evidence and records them as outputs of their steps. */
@Injectable()
export class Documents {
  constructor(
    @InjectAggregate(watch) private readonly watches: Aggregate<typeof watch>,
    @InjectEvidence() private readonly evidence: EvidenceStore,
    @InjectClock() private readonly clock: Clock,
    private readonly releases: WatchedReleases,
    private readonly samples: Samples,
    private readonly opinions: Opinions,
    private readonly issues: WatchedIssues,
  ) {}

  /** Those of the outputs that this fact makes, in one append. */
  async record(releaseId: string, rules: readonly DocumentRule[], source: DocumentSource): Promise<void> {
    const context = await this.context(releaseId, source);
    const documents: Document[] = [];
    for (const rule of rules) {
      const text = rule.write(source.fact, context);
      if (text !== undefined) documents.push(await this.keep(rule, text));
    }
    if (documents.length > 0) await this.watches.handle(releaseId, { type: 'RecordDocuments', releaseId, documents });
  }

  private async keep({ step, output, title }: DocumentRule, text: string): Promise<Document> {
    return { step, output, evidence: await keepText(this.evidence, { title, text }) };
  }

  private async context(releaseId: string, { range, ...source }: DocumentSource): Promise<DocumentContext> {
    const [circumstances, { state }] = await Promise.all([this.releases.get(releaseId), this.watches.load(releaseId)]);
    const told = ofThisVersion(circumstances, range ?? { from: '', to: this.clock.now() });
    const [sampled, opinions, issues] = await Promise.all([
      this.sampled(releaseId, told),
      this.opinions.of(circumstances),
      this.issues.count(releaseId, told),
    ]);
    return { ...source, releaseId, state, sampled, opinions, issues };
  }

  private async sampled(releaseId: string, range: Range): Promise<Sampled> {
    const [targets, faults] = await Promise.all([
      this.samples.measureTargets(releaseId, range),
      this.samples.faults(releaseId, range),
    ]);
    return { ...range, targets, faults };
  }
}

/** What was seen of another version says nothing. */
const ofThisVersion = ({ rollout }: Circumstances, { from, to }: Range): Range => ({
  from: from > rollout.since ? from : rollout.since,
  to,
});
