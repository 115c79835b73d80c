import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ArtifactReference, ArtifactsChanged, FlowStarted, type EventReference } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import { referenceTo } from './reference-to.js';

/** The artifacts of a release. The flow announces a replacement a moment later, so this does not come from the flow. */
@Entity('carried_artifacts')
export class CarriedArtifactsRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('jsonb')
  artifacts!: ArtifactReference[];

  /** Null while the release has its original artifacts. */
  @Column('jsonb', { name: 'changed_by', nullable: true })
  changedBy!: EventReference | null;
}

export const carriedArtifacts = projection('carried-artifacts', CarriedArtifactsRow)
  .on(FlowStarted, async (rows, { data: { release } }) => {
    const { releaseId, artifacts } = release;
    // One may have been replaced before the flow began.
    if ((await rows.find({ releaseId })).length === 0) await rows.upsert({ releaseId, artifacts, changedBy: null });
  })
  .on(ArtifactsChanged, (rows, event) => {
    const { releaseId, artifacts } = event.data;
    return rows.upsert({ releaseId, artifacts, changedBy: referenceTo(event) });
  });

@Injectable()
export class CarriedArtifacts {
  constructor(@InjectRepository(CarriedArtifactsRow) private readonly rows: Repository<CarriedArtifactsRow>) {}

  /** None of a release that is not known. */
  async of(releaseId: string): Promise<ArtifactReference[]> {
    const row = await this.rows.findOneBy({ releaseId });
    return ArtifactReference.array().parse(row?.artifacts ?? []);
  }

  async changedBy(releaseId: string): Promise<EventReference | undefined> {
    const row = await this.rows.findOneBy({ releaseId });
    return row?.changedBy ?? undefined;
  }
}
