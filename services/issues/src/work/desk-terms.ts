import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ReleaseDirectory, ReleaseStandings, ServiceKitError } from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import type { DeskTerms } from '../domain/desk.commands.js';
import { ReleaseBeginningRow } from '../projections/release-beginning.projection.js';

/** The terms that the desk of a release decides by, as of everything that was recorded until now. */
@Injectable()
export class Terms {
  constructor(
    private readonly releases: ReleaseDirectory,
    private readonly standings: ReleaseStandings,
    @InjectRepository(ReleaseBeginningRow) private readonly beginnings: Repository<ReleaseBeginningRow>,
  ) {}

  async find(releaseId: string): Promise<DeskTerms | undefined> {
    // First, for it waits until every projection is up to date.
    const { ended } = await this.standings.of(releaseId);
    const [release, beginning] = await Promise.all([
      this.releases.find(releaseId),
      this.beginnings.findOneBy({ releaseId }),
    ]);
    if (release === undefined || beginning === null) return undefined;
    const { environment, policy } = release;
    return { environment, criticalIssue: policy.durations.criticalIssue, begunAt: beginning.begunAt, ended };
  }

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async of(releaseId: string): Promise<DeskTerms> {
    const terms = await this.find(releaseId);
    if (terms !== undefined) return terms;
    throw new ServiceKitError('RELEASE_UNKNOWN', {
      releaseId,
      fix: 'a release is known once its [rv] signal has arrived on release.ingest.v1',
    });
  }
}
