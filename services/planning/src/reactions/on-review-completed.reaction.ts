import { ReviewCompleted, type ReleaseSummary } from '@slipway/contracts';
import { baseFlow, releasePolicy } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate } from '@slipway/service-kit';
import { release } from '../domain/release/release.decider.js';
import { expectAccepted } from '../work/expect-accepted.js';
import { TemplateLibrary, type PinnedTemplate } from '../work/template-library.js';

/** `[rv]`: a completed review proposes the release, pinned to the newest template as it is now. */
@Reaction(ReviewCompleted, { group: 'planning.propose-release' })
export class OnReviewCompleted {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    private readonly templates: TemplateLibrary,
  ) {}

  async handle({ id, type, data }: DeliveredEvent<ReviewCompleted>) {
    const { releaseId, templateId = baseFlow.id } = data;
    const fact = { eventId: id, type };
    const template = await this.templates.newest(templateId);
    if (template === undefined) {
      const reason = `no flow template with the id ${templateId} is published`;
      return expectAccepted(await this.releases.handle(releaseId, { type: 'RefuseReview', releaseId, fact, reason }));
    }
    const proposal = { release: summaryOf(data, template), template: template.reference, reviewedBy: data.reviewers };
    return expectAccepted(await this.releases.handle(releaseId, { type: 'ProposeRelease', ...proposal, fact }));
  }
}

function summaryOf(review: ReviewCompleted['data'], { flow }: PinnedTemplate): ReleaseSummary {
  const { reviewers: _, origin: __, templateId: ___, releaseType, ...reviewed } = review;
  return { ...reviewed, type: releaseType, policy: releasePolicy(flow, releaseType) };
}
