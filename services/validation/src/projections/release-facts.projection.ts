import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  ArtifactsChanged,
  ArtifactsRefused,
  ArtifactsVerified,
  CheckPlanRecorded,
  CoverageConfirmed,
  CoverageMissing,
  DeploymentSucceeded,
  DryRunFailed,
  DryRunPassed,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  RollbackStarted,
  StepStarted,
  TestsConfirmed,
  TestsMissing,
  type DomainEvent,
} from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { projection, type Rows } from '@slipway/service-kit';
import { Column, Entity, LessThan, PrimaryColumn, type Repository } from 'typeorm';
import { gateSubjects, type GateInput, type GateSubject } from '../domain/quality/pre-release-gate.policy.js';

type Step = 'validate-prerelease' | 'validate-postrelease';
type Subject = GateSubject | `step ${string}` | 'check plan' | 'deployment';

/** The latest fact about each subject that our decisions rest on, from whichever service it comes. */
@Entity('release_fact')
export class ReleaseFactRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @PrimaryColumn('text')
  subject!: Subject;

  @Column('text')
  says!: GateInput['says'];

  @Column('text')
  type!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('bigint', { name: 'log_index', transformer: { to: (index: number) => index, from: Number } })
  logIndex!: number;
}

const keep =
  (subject: Subject, says: GateInput['says']) =>
  (rows: Rows<ReleaseFactRow>, event: LoggedEvent<DomainEvent<string, { releaseId: string }>>) =>
    rows.upsert(row(event.data.releaseId, subject, says, event));

function row(releaseId: string, subject: Subject, says: GateInput['says'], event: LoggedEvent): ReleaseFactRow {
  const { id: eventId, type, logIndex } = event;
  return { releaseId, subject, says, type, eventId, logIndex };
}

export const releaseFacts = projection('release-facts', ReleaseFactRow)
  .on(StepStarted, (rows, event) =>
    rows.upsert(row(event.data.release.releaseId, `step ${event.data.step.id}`, 'confirmed', event)),
  )
  // What was found out about the earlier artifacts, good or bad, says nothing about these.
  .on(ArtifactsChanged, async (rows, { data: { releaseId } }) => {
    await rows.delete({ releaseId, subject: 'artifacts' });
    await rows.delete({ releaseId, subject: 'tests' });
  })
  .on(CheckPlanRecorded, keep('check plan', 'confirmed'))
  .on(ArtifactsVerified, keep('artifacts', 'confirmed'))
  .on(ArtifactsRefused, keep('artifacts', 'refused'))
  .on(TestsConfirmed, keep('tests', 'confirmed'))
  .on(TestsMissing, keep('tests', 'missing'))
  .on(DryRunPassed, keep('dry-run', 'confirmed'))
  .on(DryRunFailed, keep('dry-run', 'refused'))
  .on(RollbackReadinessConfirmed, keep('rollback', 'confirmed'))
  .on(RollbackReadinessMissing, keep('rollback', 'missing'))
  .on(CoverageConfirmed, keep('coverage', 'confirmed'))
  .on(CoverageMissing, keep('coverage', 'missing'))
  .on(DeploymentSucceeded, keep('deployment', 'confirmed'))
  .on(RollbackStarted, (rows, { data }) => rows.delete({ releaseId: data.releaseId, subject: 'deployment' }));

/** What is known of a release beyond our own streams. */
@Injectable()
export class ReleaseFacts {
  constructor(@InjectRepository(ReleaseFactRow) private readonly rows: Repository<ReleaseFactRow>) {}

  async gateInputs(releaseId: string): Promise<GateInput[]> {
    const rows = await this.rows.findBy({ releaseId });
    return rows.flatMap(({ subject, eventId, type, says }) =>
      isGateSubject(subject) ? [{ subject, eventId, type, says }] : [],
    );
  }

  started(releaseId: string, step: Step): Promise<boolean> {
    return this.rows.existsBy({ releaseId, subject: `step ${step}` });
  }

  /** Whether the step had started, or the check plan been recorded, before this place in the log. */
  before(logIndex: number, releaseId: string, subject: `step ${Step}` | 'check plan'): Promise<boolean> {
    return this.rows.existsBy({ releaseId, subject, logIndex: LessThan(logIndex) });
  }

  /** Whether this version is what runs in its environment. */
  deployed(releaseId: string): Promise<boolean> {
    return this.rows.existsBy({ releaseId, subject: 'deployment' });
  }
}

const isGateSubject = (subject: Subject): subject is GateSubject =>
  (gateSubjects as readonly string[]).includes(subject);
