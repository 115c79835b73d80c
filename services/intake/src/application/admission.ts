import { Injectable } from '@nestjs/common';
import { ReviewCompleted } from '@slipway/contracts';
import type { Rejection } from '@slipway/decider';
import { artifactsRefused, Outbound } from '@slipway/service-kit';
import { releaseIsKnown, reviewAdmitted } from '../domain/admission.policy.js';
import type { InboundRejection } from '../domain/rejections.js';
import type { Translated } from '../domain/translations.js';
import { KnownReleases } from '../projections/known-releases.projection.js';
import { KnownTemplates } from '../projections/known-templates.projection.js';

/** Whether a message can have an effect, as far as this service can know. */
@Injectable()
export class Admission {
  constructor(
    private readonly releases: KnownReleases,
    private readonly templates: KnownTemplates,
    private readonly outbound: Outbound,
  ) {}

  async refusal({ fact, about }: Translated, now: string): Promise<Rejection<InboundRejection> | undefined> {
    if (ReviewCompleted.is(fact)) return this.refusalOfReview(fact.data, now);
    return about === undefined ? undefined : releaseIsKnown(about, await this.releases.find(about));
  }

  private async refusalOfReview(review: ReviewCompleted['data'], now: string) {
    const { releaseId, previousReleaseId, templateId, artifacts } = review;
    const state = {
      existing: await this.releases.asItIs(releaseId),
      templateKnown: await this.templates.has(templateId),
      previous: previousReleaseId === undefined ? undefined : await this.releases.find(previousReleaseId),
    };
    const unreachable = artifactsRefused(artifacts, 'data.artifacts', this.outbound.settings);
    return reviewAdmitted(review, state, { now, unreachable });
  }
}
