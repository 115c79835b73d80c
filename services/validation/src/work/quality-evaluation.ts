import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReleaseSummary } from '@slipway/contracts';
import { InjectAggregate, type Aggregate, type Outcome } from '@slipway/service-kit';
import canonicalize from 'canonicalize';
import { checks } from '../domain/checks/checks.decider.js';
import { quality } from '../domain/quality/quality.decider.js';
import { ArtifactResults } from '../projections/artifact-results.projection.js';
import { ReleaseFacts } from '../projections/release-facts.projection.js';

/** Brings together what is known of a release's quality, and has it decided. */
@Injectable()
export class QualityEvaluation {
  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectAggregate(checks) private readonly plans: Aggregate<typeof checks>,
    private readonly results: ArtifactResults,
    private readonly facts: ReleaseFacts,
  ) {}

  /** Within a cause, after the projections cover it. */
  async evaluate(release: ReleaseSummary): Promise<Outcome> {
    const { releaseId, artifacts, policy } = release;
    const digests = artifacts.map(({ digest }) => digest);
    const { plan } = (await this.plans.load(releaseId)).state;
    return this.qualities.handle(releaseId, {
      type: 'Evaluate',
      releaseId,
      digests,
      results: await this.results.of(digests),
      ...(plan === undefined ? {} : { requiredSuites: plan.requiredSuites }),
      validating: await this.facts.started(releaseId, 'validate-prerelease'),
      gateInputs: await this.facts.gateInputs(releaseId),
      policyDigest: digestOfPolicy(policy),
    });
  }
}

/** SHA-256 of the policy in canonical JSON (RFC 8785). */
export const digestOfPolicy = (policy: ReleaseSummary['policy']): string =>
  `sha256:${hash('sha256', canonicalize(policy) ?? '', 'hex')}`;
