import { Injectable } from '@nestjs/common';
import { canonicalIdentity, type DeploymentPlan, type ReleaseSummary } from '@slipway/contracts';
import { grantedItems, grantedValues, ReleaseDirectory, ReleaseStandings } from '@slipway/service-kit';
import { LocalExecutor } from '../adapters/local/local-executor.js';
import type { Place, Running, Standing, Surroundings } from '../domain/surroundings.js';
import { Approvals } from '../projections/approvals.projection.js';
import { Places } from '../projections/places.projection.js';

const nowhere: Place = { running: [], rollouts: [], previousKnown: false };

type Target = Pick<DeploymentPlan, 'executor' | 'target'>;

/** What is known of a release beside its own deployment, with everything that was recorded until now. */
@Injectable()
export class ReleaseSurroundings {
  constructor(
    private readonly standings: ReleaseStandings,
    private readonly approvals: Approvals,
    private readonly places: Places,
    private readonly releases: ReleaseDirectory,
    private readonly local: LocalExecutor,
  ) {}

  /** @param plan the one that is recorded, or asked for */
  async of(release: ReleaseSummary, plan: Target | undefined): Promise<Surroundings> {
    // First, since it waits until the projections show all that was recorded.
    const standing = await this.standing(release.releaseId);
    return { standing, place: await this.place(release, plan) };
  }

  /** As far as the release is known: facts may be about one that is not. */
  async ofId(releaseId: string, plan: Target | undefined): Promise<Surroundings> {
    const standing = await this.standing(releaseId);
    const release = await this.releases.find(releaseId);
    return { standing, place: release === undefined ? nowhere : await this.place(release, plan) };
  }

  private async standing(releaseId: string): Promise<Standing> {
    const standing = await this.standings.of(releaseId);
    const approval = await this.approvals.of(releaseId);
    const approvers = [...(standing.hats.approver ?? []), ...(approval?.approvers ?? []).map(canonicalIdentity)];
    return {
      hats: { ...standing.hats, approver: [...new Set(approvers)] },
      approved: approval !== undefined,
      ended: standing.ended,
      granted: {
        freezes: grantedItems(standing, 'freeze'),
        checkPlans: grantedValues(standing, 'check-plan'),
        rehearsal: standing.exceptions.some(({ kind }) => kind === 'rehearsal'),
        items: [...grantedItems(standing, 'waiver'), ...grantedItems(standing, 'attestation')],
      },
    };
  }

  private async place(release: ReleaseSummary, plan: Target | undefined): Promise<Place> {
    const { releaseId, environment, product, previousReleaseId } = release;
    const known = await this.places.runningIn(environment, product);
    return {
      running: known.length > 0 ? known : this.servingBefore(plan),
      rollouts: await this.places.rolloutsBeside(releaseId, { environment, product, target: plan?.target }),
      previousKnown: previousReleaseId !== undefined && (await this.releases.find(previousReleaseId)) !== undefined,
    };
  }

  /** What a local target serves that no release of Slipway deployed. */
  private servingBefore(plan: Target | undefined): readonly Running[] {
    const artifact = plan?.executor === 'local' ? this.local.serving(plan.target) : undefined;
    return artifact === undefined ? [] : [{ artifact, releaseId: undefined, since: '' }];
  }
}
