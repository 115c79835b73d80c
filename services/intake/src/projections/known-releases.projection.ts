import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  FactRefused,
  FlowStarted,
  ReleaseAborted,
  ReleaseEndedPostRelease,
  ReleaseReleased,
  ReviewCompleted,
} from '@slipway/contracts';
import { InjectProjections, projection, type Projections } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { KnownRelease } from '../domain/admission.policy.js';

/** A release, known as soon as its [rv] is recorded here. */
@Entity('known_release')
export class KnownReleaseRow implements KnownRelease {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  product!: string;

  @Column('text')
  version!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  status!: string;

  /** The event that made it known. */
  @Column('text', { name: 'event_id' })
  eventId!: string;
}

export const knownReleases = projection('known-releases', KnownReleaseRow)
  .on(ReviewCompleted, async (rows, { id: eventId, data: { releaseId, product, version, environment } }) => {
    if ((await rows.find({ releaseId })).length > 0) return;
    await rows.upsert({ releaseId, product, version, environment, status: 'reviewed', eventId });
  })
  .on(FlowStarted, async (rows, { id: eventId, data: { release } }) => {
    const { releaseId, product, version, environment } = release;
    const status = 'running';
    if ((await rows.find({ releaseId })).length > 0) await rows.update({ releaseId }, { environment, status });
    else await rows.upsert({ releaseId, product, version, environment, status, eventId });
  })
  // Planning could not propose it after all: there is no such release, and its [rv] may be sent again.
  .on(FactRefused, (rows, { data: { releaseId, fact } }) =>
    rows.delete({ releaseId, eventId: fact.eventId, status: 'reviewed' }),
  )
  .on(ReleaseAborted, (rows, { data: { releaseId } }) => rows.update({ releaseId }, { status: 'aborted' }))
  .on(ReleaseReleased, (rows, { data: { releaseId } }) => rows.update({ releaseId }, { status: 'released' }))
  .on(ReleaseEndedPostRelease, (rows, { data: { releaseId, status } }) => rows.update({ releaseId }, { status }));

@Injectable()
export class KnownReleases {
  constructor(
    @InjectRepository(KnownReleaseRow) private readonly rows: Repository<KnownReleaseRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** Nothing only when no [rv] of it had been recorded when this was called. */
  async find(releaseId: string): Promise<KnownRelease | undefined> {
    return (await this.look(releaseId)) ?? this.asItIs(releaseId);
  }

  /** With all that had happened to it when this was called. */
  async asItIs(releaseId: string): Promise<KnownRelease | undefined> {
    await this.projections.upToDate();
    return this.look(releaseId);
  }

  private async look(releaseId: string): Promise<KnownRelease | undefined> {
    const row = await this.rows.findOneBy({ releaseId });
    if (row === null) return undefined;
    const { eventId: _, ...known } = row;
    return known;
  }
}
