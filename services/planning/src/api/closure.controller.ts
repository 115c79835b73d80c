import { Controller, Param, Post } from '@nestjs/common';
import { EvidenceReference } from '@slipway/contracts';
import { InjectAggregate, Roles, ZodBody, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { closure } from '../domain/closure/closure.decider.js';
import { completedRetrospective, lessonsDocument } from '../domain/documents/closure-documents.js';
import { Decisions } from '../work/decisions.js';
import { Documents } from '../work/documents.js';
import { KnownReleases } from '../work/known-releases.js';

const Evidence = z.strictObject({ evidence: z.array(EvidenceReference).min(1).max(100) });
const Lessons = z.strictObject({ lessons: z.array(z.string().min(1).max(2000)).min(1).max(100) });
const Retrospective = z.strictObject({
  participants: z.array(z.string().min(1).max(200)).min(1).max(100),
  notes: z.string().min(1).max(50_000),
});
const Nothing = z.strictObject({});
type Evidence = z.infer<typeof Evidence>;

/** The closure of a release: documents, lessons, retrospective, sign-off. The archive is made by itself. */
@Controller('planning/v1/releases/:releaseId/closure')
@Roles('release-manager')
export class ClosureController {
  constructor(
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    private readonly documents: Documents,
    private readonly known: KnownReleases,
    private readonly decisions: Decisions,
  ) {}

  @Post('documentation')
  completeDocumentation(@Param('releaseId') releaseId: string, @ZodBody(Evidence) { evidence }: Evidence) {
    return this.withEvidence('CompleteDocumentation', releaseId, evidence);
  }

  @Post('knowledge-base')
  updateKnowledgeBase(@Param('releaseId') releaseId: string, @ZodBody(Evidence) { evidence }: Evidence) {
    return this.withEvidence('UpdateKnowledgeBase', releaseId, evidence);
  }

  @Post('lessons')
  async recordLessons(@Param('releaseId') releaseId: string, @ZodBody(Lessons) { lessons }: z.infer<typeof Lessons>) {
    const { summary } = await this.known.get(releaseId);
    const evidence = await this.documents.keep(lessonsDocument(lessons, summary));
    return this.decisions.closure({ type: 'RecordLessons', releaseId, lessons, evidence });
  }

  @Post('retrospective')
  async completeRetrospective(
    @Param('releaseId') releaseId: string,
    @ZodBody(Retrospective) body: z.infer<typeof Retrospective>,
  ) {
    const { summary } = await this.known.get(releaseId);
    const { state } = await this.closures.load(releaseId);
    const draft = state.draft === undefined ? '' : await this.documents.read(state.draft.digest);
    const evidence = await this.documents.keep(completedRetrospective(draft, body, summary));
    const { participants } = body;
    return this.decisions.closure({ type: 'CompleteRetrospective', releaseId, participants, evidence });
  }

  @Post('sign-off')
  async signOff(@Param('releaseId') releaseId: string, @ZodBody(Nothing) _: z.infer<typeof Nothing>) {
    await this.known.get(releaseId);
    return this.decisions.closure({ type: 'SignOff', releaseId });
  }

  private async withEvidence(
    type: 'CompleteDocumentation' | 'UpdateKnowledgeBase',
    releaseId: string,
    evidence: Evidence['evidence'],
  ) {
    await this.known.get(releaseId);
    return this.decisions.closure({ type, releaseId, evidence });
  }
}
