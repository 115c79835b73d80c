import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  ArtifactsChanged,
  ArtifactsRefused,
  ArtifactsVerified,
  CheckPlanRecorded,
  CoverageConfirmed,
  CoverageMissing,
  DeploymentStarted,
  DeploymentSucceeded,
  DryRunFailed,
  DryRunPassed,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
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
import { Column, Entity, LessThan, Like, PrimaryColumn, type Repository } from 'typeorm';
import { gateSubjects, type GateInput, type GateSubject } from '../domain/quality/pre-release-gate.policy.js';

type Step = 'validate-prerelease' | 'validate-postrelease';
/** Artifacts are verified together, and refused one by one. */
type Subject = GateSubject | `artifacts ${string}` | `step ${string}` | 'check plan' | 'rollout' | 'deployment';

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

  /** The artifacts that it speaks of, where it speaks of artifacts. */
  @Column('text', { array: true, nullable: true })
  digests!: string[] | null;

  @Column('text', { name: 'occurred_at' })
  occurredAt!: string;

  @Column('bigint', { name: 'log_index', transformer: { to: (index: number) => index, from: Number } })
  logIndex!: number;
}

type Kept = Pick<ReleaseFactRow, 'releaseId' | 'subject' | 'says' | 'digests'>;
type OfRelease = DomainEvent<string, { releaseId: string }>;

/** @param digestsIn the artifacts that the fact speaks of */
const keep =
  <Fact extends OfRelease>(subject: Subject, says: GateInput['says'], digestsIn?: (data: Fact['data']) => string[]) =>
  (rows: Rows<ReleaseFactRow>, event: LoggedEvent<Fact>) => {
    const digests = digestsIn?.(event.data) ?? null;
    return rows.upsert(row({ releaseId: event.data.releaseId, subject, says, digests }, event));
  };

const row = (kept: Kept, { id: eventId, type, logIndex, occurredAt }: LoggedEvent): ReleaseFactRow => ({
  ...kept,
  type,
  eventId,
  logIndex,
  occurredAt,
});

const refusals = Like<Subject>('artifacts %');

export const releaseFacts = projection('release-facts', ReleaseFactRow)
  .on(StepStarted, (rows, event) => {
    const { step, release } = event.data;
    const kept = {
      releaseId: release.releaseId,
      subject: `step ${step.id}`,
      says: 'confirmed',
      digests: null,
    } as const;
    return rows.upsert(row(kept, event));
  })
  // They are fetched again, even where only the address is another. Tests stay: they are of bytes, and not confirmed twice.
  .on(ArtifactsChanged, async (rows, { data: { releaseId } }) => {
    await rows.delete({ releaseId, subject: 'artifacts' });
    await rows.delete({ releaseId, subject: refusals });
  })
  .on(CheckPlanRecorded, keep('check plan', 'confirmed'))
  .on(ArtifactsVerified, async (rows, event) => {
    const { releaseId, artifacts } = event.data;
    const digests = artifacts.map(({ digest }) => digest);
    await rows.delete({ releaseId, subject: refusals });
    await rows.upsert(row({ releaseId, subject: 'artifacts', says: 'confirmed', digests }, event));
  })
  .on(ArtifactsRefused, async (rows, event) => {
    const { releaseId, expected } = event.data;
    await rows.delete({ releaseId, subject: 'artifacts' });
    await rows.upsert(
      row({ releaseId, subject: `artifacts ${expected}`, says: 'refused', digests: [expected] }, event),
    );
  })
  .on(
    QualityEvidenceConfirmed,
    keep('evidence', 'confirmed', ({ digests }) => digests),
  )
  .on(
    QualityEvidenceLost,
    keep('evidence', 'missing', ({ digests }) => digests),
  )
  .on(
    TestsConfirmed,
    keep('tests', 'confirmed', ({ digests = [] }) => digests),
  )
  .on(
    TestsMissing,
    keep('tests', 'missing', ({ digests = [] }) => digests),
  )
  .on(DryRunPassed, keep('dry-run', 'confirmed'))
  .on(DryRunFailed, keep('dry-run', 'refused'))
  .on(RollbackReadinessConfirmed, keep('rollback', 'confirmed'))
  .on(RollbackReadinessMissing, keep('rollback', 'missing'))
  .on(CoverageConfirmed, keep('coverage', 'confirmed'))
  .on(CoverageMissing, keep('coverage', 'missing'))
  .on(DeploymentStarted, keep('rollout', 'confirmed'))
  .on(DeploymentSucceeded, keep('deployment', 'confirmed'))
  .on(RollbackStarted, (rows, { data }) => rows.delete({ releaseId: data.releaseId, subject: 'deployment' }));

/** What is known of a release beyond our own streams. */
@Injectable()
export class ReleaseFacts {
  constructor(@InjectRepository(ReleaseFactRow) private readonly rows: Repository<ReleaseFactRow>) {}

  async gateInputs(releaseId: string): Promise<GateInput[]> {
    const rows = await this.rows.find({ where: { releaseId }, order: { logIndex: 'ASC' } });
    return rows.flatMap(({ subject: of, eventId, type, says, digests }) => {
      const subject = gateSubjectOf(of);
      return subject === undefined ? [] : [{ subject, eventId, type, says, ...(digests === null ? {} : { digests }) }];
    });
  }

  started(releaseId: string, step: Step): Promise<boolean> {
    return this.rows.existsBy({ releaseId, subject: `step ${step}` });
  }

  /** Whether the step had started, or the check plan been recorded, before this place in the log. */
  before(logIndex: number, releaseId: string, subject: `step ${Step}` | 'check plan'): Promise<boolean> {
    return this.rows.existsBy({ releaseId, subject, logIndex: LessThan(logIndex) });
  }

  /** When the rollout of this version began, if it is the one that runs in its environment. */
  async runsSince(releaseId: string): Promise<string | undefined> {
    const [deployment, rollout] = await Promise.all([
      this.rows.findOneBy({ releaseId, subject: 'deployment' }),
      this.rows.findOneBy({ releaseId, subject: 'rollout' }),
    ]);
    return deployment === null ? undefined : (rollout ?? deployment).occurredAt;
  }
}

function gateSubjectOf(subject: Subject): GateSubject | undefined {
  if (subject.startsWith('artifacts ')) return 'artifacts';
  return gateSubjects.find((each) => each === subject);
}
