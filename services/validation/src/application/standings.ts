import { Injectable } from '@nestjs/common';
import { canonicalIdentity, type ReleaseSummary } from '@slipway/contracts';
import type { HatWearers } from '@slipway/flow';
import { grantedItems, grantedValues, ReleaseDirectory, ReleaseStandings } from '@slipway/service-kit';
import type { Standing } from '../domain/standing.js';
import { Deployers } from '../projections/deployers.projection.js';
import { ReleaseTeam } from '../projections/release-team.projection.js';

/** What each of our commands is judged by beside its own state. */
@Injectable()
export class Standings {
  constructor(
    private readonly standings: ReleaseStandings,
    private readonly releases: ReleaseDirectory,
    private readonly deployers: Deployers,
    private readonly team: ReleaseTeam,
  ) {}

  /**
   * With everything that was recorded until now.
   * @throws ServiceKitError RELEASE_UNKNOWN
   */
  async of(releaseId: string): Promise<{ release: ReleaseSummary; standing: Standing }> {
    const planned = await this.standings.of(releaseId);
    const release = await this.releases.get(releaseId);
    const standing = {
      ended: planned.ended,
      wearers: canonical({
        ...planned.hats,
        author: [...(planned.hats.author ?? []), release.author],
        deployer: [...(planned.hats.deployer ?? []), ...(await this.deployers.of(releaseId))],
      }),
      waived: grantedItems(planned, 'waiver'),
      checkPlans: grantedValues(planned, 'check-plan'),
    };
    return { release, standing };
  }

  /** People who do not count as users of the release: everybody who wears one of its hats, or is or was in its team. */
  async teamOf(releaseId: string, { wearers }: Standing): Promise<string[]> {
    return [...Object.values(wearers).flat(), ...(await this.team.of(releaseId))];
  }
}

const canonical = (hats: HatWearers): HatWearers =>
  Object.fromEntries(Object.entries(hats).map(([hat, people]) => [hat, people.map(canonicalIdentity)]));
