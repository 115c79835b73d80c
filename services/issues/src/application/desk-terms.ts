import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  InjectProjections,
  releaseDirectory,
  ReleaseDirectory,
  releaseStandings,
  ReleaseStandings,
  releaseUnknown,
  type Projections,
} from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import type { DeskTerms } from '../domain/desk.commands.js';
import { releaseBeginnings, ReleaseBeginningRow } from '../projections/release-beginning.projection.js';

/** No desk waits for the rows of the issues of another. */
const needed = [releaseDirectory, releaseStandings, releaseBeginnings].map(({ name }) => name);

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
    await this.projections.covered(logIndex, needed);
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
    await this.projections.upToDate(needed);
    const terms = await this.find(releaseId);
    if (terms !== undefined) return terms;
    throw releaseUnknown(releaseId);
  }
}
