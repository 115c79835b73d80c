import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { releaseUnknown } from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { circumstancesOf, WatchedReleaseRow } from './watched-release.row.js';

/** What is known of the releases, from the projection. */
@Injectable()
export class WatchedReleases {
  constructor(@InjectRepository(WatchedReleaseRow) private readonly rows: Repository<WatchedReleaseRow>) {}

  async find(releaseId: string): Promise<Circumstances | undefined> {
    const row = await this.rows.findOneBy({ releaseId });
    return row === null ? undefined : circumstancesOf(row);
  }

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async get(releaseId: string): Promise<Circumstances> {
    const circumstances = await this.find(releaseId);
    if (circumstances !== undefined) return circumstances;
    throw releaseUnknown(releaseId);
  }

  /** The releases whose targets are probed now. */
  probed(): Promise<WatchedReleaseRow[]> {
    return this.rows.findBy({ probed: true });
  }
}
