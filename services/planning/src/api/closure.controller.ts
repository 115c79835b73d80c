import { Controller, Post } from '@nestjs/common';
import { EvidenceReference } from '@slipway/contracts';
import { type Aggregate, Documents, EmptyBody, InjectAggregate, Roles, ZodBody } from '@slipway/service-kit';
import { z } from 'zod';
import { closure } from '../domain/closure/closure.decider.js';
import { lessonsDocument } from '../domain/closure/lessons.js';
import { completedRetrospective } from '../domain/closure/retrospective.js';
import type { ProposedRelease } from '../domain/release/release.state.js';
import { Decisions } from '../application/decisions.js';
import { KnownRelease } from './known-release.js';

const Evidence = z.strictObject({ evidence: z.array(EvidenceReference).min(1).max(100) });
const Lessons = z.strictObject({ lessons: z.array(z.string().min(1).max(2000)).min(1).max(100) });
const Retrospective = z.strictObject({
  participants: z.array(z.string().min(1).max(200)).min(1).max(100),
  notes: z.string().min(1).max(50_000),
});
type Evidence = z.infer<typeof Evidence>;

/** The closure of a release: documents, lessons, retrospective, sign-off. The archive is made by itself. */
@Controller('planning/v1/releases/:releaseId/closure')
@Roles('release-manager')
export class ClosureController {
  constructor(
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    private readonly documents: Documents,
    private readonly decisions: Decisions,
  ) {}

  @Post('documentation')
  completeDocumentation(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Evidence) { evidence }: Evidence,
  ) {
    return this.decisions.closure({ type: 'CompleteDocumentation', releaseId, evidence });
  }

  @Post('knowledge-base')
  updateKnowledgeBase(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Evidence) { evidence }: Evidence,
  ) {
    return this.decisions.closure({ type: 'UpdateKnowledgeBase', releaseId, evidence });
  }

  @Post('lessons')
  async recordLessons(
    @KnownRelease() { summary }: ProposedRelease,
    @ZodBody(Lessons) { lessons }: z.infer<typeof Lessons>,
  ) {
    const { releaseId } = summary;
    const evidence = await this.documents.keep(lessonsDocument(lessons, summary));
    return this.decisions.closure({ type: 'RecordLessons', releaseId, lessons, evidence });
  }

  @Post('retrospective')
  async completeRetrospective(
    @KnownRelease() { summary }: ProposedRelease,
    @ZodBody(Retrospective) body: z.infer<typeof Retrospective>,
  ) {
    const { releaseId } = summary;
    const { state } = await this.closures.load(releaseId);
    const draft = state.draft === undefined ? '' : await this.documents.read(state.draft.digest);
    const evidence = await this.documents.keep(completedRetrospective(draft, body, summary));
    const { participants } = body;
    return this.decisions.closure({ type: 'CompleteRetrospective', releaseId, participants, evidence });
  }

  @Post('sign-off')
  signOff(@KnownRelease() { summary: { releaseId } }: ProposedRelease, @ZodBody(EmptyBody) _: EmptyBody) {
    return this.decisions.closure({ type: 'SignOff', releaseId });
  }
}
