import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  InjectProjections,
  ReleaseDirectory,
  ReleaseStandings,
  ServiceKitError,
  type Projections,
} from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import type { DeskTerms } from '../domain/desk.commands.js';
import { ReleaseBeginningRow } from '../projections/release-beginning.projection.js';

/** The terms that the desk of a release decides by. */
@Injectable()
export class Terms {
  constructor(
    private readonly releases: ReleaseDirectory,
    private readonly standings: ReleaseStandings,
    @InjectRepository(ReleaseBeginningRow) private readonly beginnings: Repository<ReleaseBeginningRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** As of this place in the log: who works through many facts does not wait for each until everything is read. */
  async asOf(logIndex: number, releaseId: string): Promise<DeskTerms | undefined> {
    await this.projections.covered(logIndex);
    return this.find(releaseId);
  }

  private async find(releaseId: string): Promise<DeskTerms | undefined> {
    const [{ ended }, release, beginning] = await Promise.all([
      this.standings.known(releaseId),
      this.releases.find(releaseId),
      this.beginnings.findOneBy({ releaseId }),
    ]);
    if (release === undefined || beginning === null) return undefined;
    const { environment, policy } = release;
    return { environment, criticalIssue: policy.durations.criticalIssue, begunAt: beginning.begunAt, ended };
  }

  /**
   * As of everything that was recorded until now.
   * @throws ServiceKitError RELEASE_UNKNOWN
   */
  async of(releaseId: string): Promise<DeskTerms> {
    await this.projections.upToDate();
    const terms = await this.find(releaseId);
    if (terms !== undefined) return terms;
    throw new ServiceKitError('RELEASE_UNKNOWN', {
      releaseId,
      fix: 'a release is known once its [rv] signal has arrived on release.ingest.v1',
    });
  }
}
