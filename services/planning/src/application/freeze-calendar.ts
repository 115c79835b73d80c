import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { ReleaseSummary, Window } from '@slipway/contracts';
import { InjectProjections, type Projections } from '@slipway/service-kit';
import { In, LessThan, MoreThan, type Repository } from 'typeorm';
import type { Freeze } from '../domain/release/calendar.js';
import { FreezeRow } from '../projections/freezes.projection.js';
import { ReleaseRow } from '../projections/release-list.projection.js';

/** The freezes of an environment. */
@Injectable()
export class FreezeCalendar {
  constructor(
    @InjectRepository(FreezeRow) private readonly freezes: Repository<FreezeRow>,
    @InjectRepository(ReleaseRow) private readonly releases: Repository<ReleaseRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** Those in force that touch this window, with everything that was recorded until now. */
  async touching(window: Window, environment: string): Promise<Freeze[]> {
    await this.projections.upToDate();
    const touching = { environment, windowStart: LessThan(window.end), windowEnd: MoreThan(window.start) };
    const rows = await this.freezes.findBy({ ...touching, status: 'declared' });
    return rows.map(({ freezeId, reason, windowStart: start, windowEnd: end }) => ({
      freezeId,
      environment,
      reason,
      window: { start, end },
    }));
  }

  /** The releases for the environment of a freeze that have not ended. */
  async openReleases(freezeId: string): Promise<Pick<ReleaseSummary, 'releaseId' | 'author'>[]> {
    await this.projections.upToDate();
    const frozen = await this.freezes.findOneBy({ freezeId });
    if (frozen === null) return [];
    const { environment } = frozen;
    return this.releases.findBy({ environment, status: In(['proposed', 'running', 'paused']) });
  }
}
