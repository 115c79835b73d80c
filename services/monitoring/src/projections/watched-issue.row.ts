import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An issue of a release. */
@Entity('watched_issue')
export class WatchedIssueRow {
  @PrimaryColumn('text', { name: 'issue_id' })
  issueId!: string;

  @Column('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text', { name: 'raised_at' })
  raisedAt!: string;

  @Column('boolean')
  resolved!: boolean;
}
