import { ReviewCompleted, type ReleaseSummary } from '@slipway/contracts';
import { baseFlow, releasePolicy } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { settle, impossible } from '@slipway/service-kit';
import { Decisions } from '../application/decisions.js';
import { TemplateLibrary, type PinnedTemplate } from '../application/template-library.js';

/** `[rv]`: a completed review proposes the release, pinned to the newest template as it is now. */
@Reaction(ReviewCompleted, { group: 'planning.propose-release' })
export class OnReviewCompleted {
  constructor(
    private readonly decisions: Decisions,
    private readonly templates: TemplateLibrary,
  ) {}

  async handle({ id, type, data }: DeliveredEvent<ReviewCompleted>) {
    const { releaseId, templateId = baseFlow.id } = data;
    const fact = { eventId: id, type };
    const template = await this.templates.newest(templateId);
    if (template === undefined) {
      const reason = `no flow template with the id ${templateId} is published`;
      await settle(this.decisions.release(releaseId, { type: 'RefuseReview', releaseId, fact, reason }), impossible);
      return;
    }
    const { reference, publishedBy: templatePublishedBy } = template;
    const pinned = { template: reference, templatePublishedBy };
    const reviewed = { release: summaryOf(data, template), reviewedBy: data.reviewers };
    const command = { type: 'ProposeRelease', ...reviewed, ...pinned, fact } as const;
    await settle(this.decisions.release(releaseId, command), impossible);
  }
}

function summaryOf(review: ReviewCompleted['data'], { flow }: PinnedTemplate): ReleaseSummary {
  const { reviewers: _, origin: __, templateId: ___, releaseType, ...reviewed } = review;
  return { ...reviewed, type: releaseType, policy: releasePolicy(flow, releaseType) };
}
