import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  DeploymentCancelled,
  DeploymentPlanRecorded,
  DeploymentStarted,
  DeploymentSucceeded,
  EnvironmentRollbackFailed,
  EnvironmentRollbackStarted,
  EnvironmentRolledBack,
  FlowStarted,
  ReleaseRevised,
  RollbackCompleted,
  RollbackFailed,
  RollbackStarted,
  type ArtifactReference,
} from '@slipway/contracts';
import { projection, type Rows } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Running } from '../domain/surroundings.js';

/** An artifact that runs in an environment, and the release that deployed it. */
@Entity('running_artifact')
export class RunningArtifactRow {
  @PrimaryColumn('text')
  environment!: string;

  @PrimaryColumn('text')
  product!: string;

  @PrimaryColumn('text')
  name!: string;

  @Column('text')
  uri!: string;

  @Column('text')
  digest!: string;

  @Column('text', { name: 'release_id', nullable: true })
  releaseId!: string | null;

  @Column('text')
  since!: string;
}

/** Where a release is to run, and whether its rollout or rollback is under way. */
@Entity('rollout_place')
export class RolloutPlaceRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text')
  product!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  target!: string;

  @Column('jsonb')
  artifacts!: ArtifactReference[];

  @Column('jsonb')
  previous!: ArtifactReference[];

  @Column('boolean', { name: 'under_way' })
  underWay!: boolean;

  @Column('boolean')
  begun!: boolean;
}

/** The release that brought an artifact to an environment: it identifies the version that a rollback restores. */
@Entity('brought_artifact')
export class BroughtArtifactRow {
  @PrimaryColumn('text')
  environment!: string;

  @PrimaryColumn('text')
  product!: string;

  @PrimaryColumn('text')
  digest!: string;

  @Column('text', { name: 'release_id' })
  releaseId!: string;
}

type RunningRows = Rows<RunningArtifactRow>;
interface Fact<Data> {
  readonly data: Data;
  readonly occurredAt: string;
}

export const places = projection('places', RunningArtifactRow, { also: [RolloutPlaceRow, BroughtArtifactRow] })
  .on([FlowStarted, ReleaseRevised], (rows, { data: { release } }) => {
    const { releaseId, product, environment } = release;
    return rows.of(RolloutPlaceRow).upsert({ releaseId, product, environment });
  })
  .on(DeploymentPlanRecorded, (rows, { data: { releaseId, plan } }) => {
    const { environment, target, artifacts, previousArtifacts: previous } = plan;
    return rows.of(RolloutPlaceRow).update({ releaseId }, { environment, target, artifacts, previous });
  })
  .on(DeploymentStarted, (rows, { data: { releaseId } }) =>
    rows.of(RolloutPlaceRow).update({ releaseId }, { underWay: true, begun: true }),
  )
  .on([RollbackStarted, EnvironmentRollbackStarted], (rows, { data: { releaseId } }) =>
    rows.of(RolloutPlaceRow).update({ releaseId }, { underWay: true }),
  )
  .on([RollbackFailed, EnvironmentRollbackFailed, DeploymentCancelled], (rows, { data: { releaseId } }) =>
    rows.of(RolloutPlaceRow).update({ releaseId }, { underWay: false }),
  )
  .on(DeploymentSucceeded, (rows, event) => brought(rows, event))
  .on(RollbackCompleted, (rows, event) => takenBack(rows, event))
  .on(EnvironmentRolledBack, async (rows, event) => {
    if (event.data.displaced === event.data.releaseId) await takenBack(rows, event);
  });

async function brought(rows: RunningRows, { data, occurredAt }: Fact<DeploymentSucceeded['data']>): Promise<void> {
  const { releaseId, artifacts } = data;
  const place = await ended(rows, releaseId);
  if (place === undefined) return;
  const { environment, product, previous } = place;
  for (const { digest } of previous) await rows.delete({ environment, product, digest });
  for (const { name, uri, digest } of artifacts) {
    await rows.upsert({ environment, product, name, uri, digest, releaseId, since: occurredAt });
    await rows.of(BroughtArtifactRow).upsert({ environment, product, digest, releaseId });
  }
}

async function takenBack(
  rows: RunningRows,
  { data: { releaseId, restored }, occurredAt }: Fact<Pick<RollbackCompleted['data'], 'releaseId' | 'restored'>>,
): Promise<void> {
  const place = await ended(rows, releaseId);
  // What never began touched nothing.
  if (place?.begun !== true) return;
  const { environment, product } = place;
  await rows.delete({ environment, product, releaseId });
  for (const { name, uri, digest } of restored) {
    const [there] = await rows.find({ environment, product, name });
    if (there?.digest === digest) continue;
    const [by] = await rows.of(BroughtArtifactRow).find({ environment, product, digest });
    const row = { environment, product, name, uri, digest, since: occurredAt };
    await rows.upsert({ ...row, releaseId: by?.releaseId ?? null });
  }
}

/** Its rollout or rollback is over. */
async function ended(rows: RunningRows, releaseId: string): Promise<RolloutPlaceRow | undefined> {
  const all = rows.of(RolloutPlaceRow);
  await all.update({ releaseId }, { underWay: false });
  const [place] = await all.find({ releaseId });
  return place;
}

@Injectable()
export class Places {
  constructor(
    @InjectRepository(RunningArtifactRow) private readonly running: Repository<RunningArtifactRow>,
    @InjectRepository(RolloutPlaceRow) private readonly rollouts: Repository<RolloutPlaceRow>,
    @InjectRepository(BroughtArtifactRow) private readonly brought: Repository<BroughtArtifactRow>,
  ) {}

  async runningIn(environment: string, product: string): Promise<readonly Running[]> {
    const rows = await this.running.find({ where: { environment, product }, order: { name: 'ASC' } });
    return rows.map(({ name, uri, digest, releaseId, since }) => ({
      artifact: { name, uri, digest },
      releaseId: releaseId ?? undefined,
      since,
    }));
  }

  /** The other releases of the product, or to the target, that are being rolled out in the environment. */
  async rolloutsBeside(
    releaseId: string,
    { environment, product, target }: { environment: string; product: string; target: string | undefined },
  ): Promise<readonly string[]> {
    const rows = await this.rollouts.findBy({ environment, underWay: true });
    return rows
      .filter((row) => row.releaseId !== releaseId && (row.product === product || row.target === target))
      .map((row) => row.releaseId);
  }

  /** The release that deployed all of these; undefined if there is no such release. */
  async bringerOf(
    artifacts: readonly ArtifactReference[],
    { environment, product }: { environment: string; product: string },
  ): Promise<string | undefined> {
    const rows = await this.brought.findBy({ environment, product });
    const by = artifacts.map(({ digest }) => rows.find((row) => row.digest === digest)?.releaseId);
    const [first] = by;
    return by.every((each) => each === first) ? first : undefined;
  }
}
