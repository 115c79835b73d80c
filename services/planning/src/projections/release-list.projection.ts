import {
  AuthorNamed,
  EnvironmentRolledBack,
  PlanFinalised,
  ReleaseEndedPostRelease,
  ReleasePaused,
  ReleaseProposed,
  ReleaseReleased,
  ReleaseResumed,
  StepStarted,
  type ReleaseType,
} from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The status of a release in the list: its status, or how it ended in post-release status. */
export const listedStatuses = [
  'proposed',
  'running',
  'paused',
  'released',
  ...ReleaseEndedPostRelease.data.shape.status.options,
  // After its end it was taken out of its environment.
  'taken-back',
] as const;

/** Instants are kept as ISO 8601 in UTC with milliseconds: as text they sort as they come. */
@Entity('release_list')
export class ReleaseRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  product!: string;

  @Column('text')
  version!: string;

  @Column('text')
  type!: ReleaseType;

  @Column('text')
  title!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  author!: string;

  @Column('text')
  status!: (typeof listedStatuses)[number];

  /** The step that started last. */
  @Column('text', { nullable: true })
  step!: string | null;

  @Column('text', { name: 'window_start' })
  windowStart!: string;

  @Column('text', { name: 'window_end' })
  windowEnd!: string;

  @Column('text', { name: 'proposed_at' })
  proposedAt!: string;

  @Column('text', { name: 'changed_at' })
  changedAt!: string;
}

export const releaseList = projection('release-list', ReleaseRow)
  .on(ReleaseProposed, (rows, { data, occurredAt }) => {
    const { releaseId, product, version, type, title, environment, author, window } = data;
    const named = { releaseId, product, version, type, title, environment, author };
    const times = { windowStart: window.start, windowEnd: window.end, proposedAt: occurredAt, changedAt: occurredAt };
    return rows.upsert({ ...named, ...times, status: 'proposed', step: null });
  })
  .on(PlanFinalised, (rows, { data: { releaseId, window }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { windowStart: window.start, windowEnd: window.end, changedAt }),
  )
  .on(AuthorNamed, (rows, { data: { releaseId, author }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { author, changedAt }),
  )
  .on(StepStarted, (rows, { data: { step, release }, occurredAt: changedAt }) =>
    rows.update({ releaseId: release.releaseId }, { status: 'running', step: step.id, changedAt }),
  )
  .on(ReleasePaused, (rows, { data: { releaseId }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { status: 'paused', changedAt }),
  )
  .on(ReleaseResumed, (rows, { data: { releaseId }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { status: 'running', changedAt }),
  )
  .on(ReleaseReleased, (rows, { data: { releaseId }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { status: 'released', changedAt }),
  )
  .on(ReleaseEndedPostRelease, (rows, { data: { releaseId, status }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { status, changedAt }),
  )
  .on(EnvironmentRolledBack, (rows, { data: { displaced: releaseId }, occurredAt: changedAt }) =>
    rows.update({ releaseId }, { status: 'taken-back', changedAt }),
  );
