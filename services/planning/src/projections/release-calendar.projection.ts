import { PlanFinalised, ReleaseEndedPostRelease, ReleaseProposed, ReleaseReleased } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The windows of the releases that have not ended. */
@Entity('release_calendar')
export class ReleaseCalendarRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  environment!: string;

  @Column('text', { array: true })
  components!: string[];

  /** Only then does it keep its components from others. */
  @Column('boolean')
  planned!: boolean;

  @Column('text', { name: 'window_start' })
  windowStart!: string;

  @Column('text', { name: 'window_end' })
  windowEnd!: string;
}

export const releaseCalendar = projection('release-calendar', ReleaseCalendarRow)
  .on(ReleaseProposed, (rows, { data: { releaseId, title, environment, components, window } }) => {
    const times = { windowStart: window.start, windowEnd: window.end };
    return rows.upsert({ releaseId, title, environment, components, planned: false, ...times });
  })
  .on(PlanFinalised, (rows, { data: { releaseId, window } }) =>
    rows.update({ releaseId }, { planned: true, windowStart: window.start, windowEnd: window.end }),
  )
  .on([ReleaseReleased, ReleaseEndedPostRelease], (rows, { data: { releaseId } }) => rows.delete({ releaseId }));
