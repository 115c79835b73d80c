import { ReviewCompleted, type ReleaseSummary } from '@slipway/contracts';
import { baseFlow, releasePolicy } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { Decisions } from '../work/decisions.js';
import { expectAccepted } from '../work/expect-accepted.js';
import { TemplateLibrary, type PinnedTemplate } from '../work/template-library.js';

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
      return expectAccepted(await this.decisions.release(releaseId, { type: 'RefuseReview', releaseId, fact, reason }));
    }
    const { reference, publishedBy: templatePublishedBy } = template;
    const pinned = { template: reference, templatePublishedBy };
    const reviewed = { release: summaryOf(data, template), reviewedBy: data.reviewers };
    return expectAccepted(
      await this.decisions.release(releaseId, { type: 'ProposeRelease', ...reviewed, ...pinned, fact }),
    );
  }
}

function summaryOf(review: ReviewCompleted['data'], { flow }: PinnedTemplate): ReleaseSummary {
  const { reviewers: _, origin: __, templateId: ___, releaseType, ...reviewed } = review;
  return { ...reviewed, type: releaseType, policy: releasePolicy(flow, releaseType) };
}
