import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Window } from '@slipway/contracts';
import { InjectProjections, type Projections } from '@slipway/service-kit';
import { LessThan, MoreThan, type Repository } from 'typeorm';
import type { Calendar } from '../domain/release/calendar.js';
import { FreezeRow } from '../projections/freezes.projection.js';
import { ReleaseCalendarRow } from '../projections/release-calendar.projection.js';

/** What else is planned for an environment. */
@Injectable()
export class CalendarOfPlans {
  constructor(
    @InjectRepository(FreezeRow) private readonly freezes: Repository<FreezeRow>,
    @InjectRepository(ReleaseCalendarRow) private readonly releases: Repository<ReleaseCalendarRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** The freezes in force and the planned releases that touch this window, with everything that was recorded until now. */
  async around(window: Window, environment: string): Promise<Calendar> {
    await this.projections.upToDate();
    const touching = { environment, windowStart: LessThan(window.end), windowEnd: MoreThan(window.start) };
    const [freezes, releases] = await Promise.all([
      this.freezes.findBy({ ...touching, status: 'declared' }),
      this.releases.findBy({ ...touching, planned: true }),
    ]);
    return {
      freezes: freezes.map(({ freezeId, reason, ...row }) => ({
        freezeId,
        environment,
        reason,
        window: windowOf(row),
      })),
      releases: releases.map(({ releaseId, components, ...row }) => ({
        releaseId,
        environment,
        components,
        window: windowOf(row),
      })),
    };
  }
}

const windowOf = ({ windowStart: start, windowEnd: end }: { windowStart: string; windowEnd: string }): Window => ({
  start,
  end,
});
