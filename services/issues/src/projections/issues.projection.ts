import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IssueRaised } from '@slipway/contracts';
import { InjectProjections, projection, type Projections } from '@slipway/service-kit';
import { Column, Entity, MoreThan, PrimaryColumn, type Repository } from 'typeorm';
import type { NewestIssues } from '../domain/documents.js';
import { issueAfter, issueChanges, issueRaised, type Issue } from '../domain/issue.js';
import { numberOf } from '../domain/issue-id.js';

/** An issue as people see it. */
@Entity('issue')
export class IssueRow {
  @PrimaryColumn('text', { name: 'issue_id' })
  issueId!: string;

  @Column('text', { name: 'release_id' })
  releaseId!: string;

  /** Within its release. */
  @Column('int')
  number!: number;

  @Column('jsonb')
  issue!: Issue;
}

export const issues = projection('issues', IssueRow)
  .on(IssueRaised, (rows, { data }) => {
    const { issueId, releaseId } = data;
    return rows.upsert({ issueId, releaseId, number: numberOf(issueId), issue: issueRaised(data) });
  })
  .on(issueChanges.facts, async (rows, event) => {
    const { issueId } = event.data;
    const [row] = await rows.find({ issueId });
    if (row !== undefined) await rows.update({ issueId }, { issue: issueAfter(row.issue, event) });
  });

/** The issues of the releases. */
@Injectable()
export class Issues {
  constructor(
    @InjectRepository(IssueRow) private readonly rows: Repository<IssueRow>,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /**
   * With all that was recorded when it was asked for.
   * @throws ServiceKitError PROJECTION_BEHIND
   */
  async find(issueId: string): Promise<Issue | undefined> {
    await this.projections.upToDate([issues.name]);
    return this.look(issueId);
  }

  /**
   * As far as the projection has come; nothing only when nobody had raised it when this was called.
   * @throws ServiceKitError PROJECTION_BEHIND
   */
  async known(issueId: string): Promise<Issue | undefined> {
    return (await this.look(issueId)) ?? this.find(issueId);
  }

  private async look(issueId: string): Promise<Issue | undefined> {
    return (await this.rows.findOneBy({ issueId }))?.issue;
  }

  /**
   * In the order in which they were raised, up to date.
   * @param after the number of the last one before these
   * @throws ServiceKitError PROJECTION_BEHIND
   */
  async page(releaseId: string, { limit, after }: { limit: number; after: number }): Promise<Issue[]> {
    await this.projections.upToDate([issues.name]);
    const where = { releaseId, number: MoreThan(after) };
    const rows = await this.rows.find({ where, order: { number: 'asc' }, take: limit });
    return rows.map(({ issue }) => issue);
  }

  /** The last so many, the newest last, up to date. */
  async newest(releaseId: string, limit: number): Promise<NewestIssues> {
    await this.projections.upToDate([issues.name]);
    const rows = await this.rows.find({ where: { releaseId }, order: { number: 'desc' }, take: limit });
    return { issues: rows.map(({ issue }) => issue).reverse(), raised: rows[0]?.number ?? 0 };
  }
}
