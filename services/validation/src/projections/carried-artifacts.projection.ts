import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ArtifactReference, ArtifactsChanged, FlowStarted } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';

/** The artifacts of a release. Its flow hands on that one was replaced a moment later, so this is not what the flow says. */
@Entity('carried_artifacts')
export class CarriedArtifactsRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('jsonb')
  artifacts!: ArtifactReference[];
}

export const carriedArtifacts = projection('carried-artifacts', CarriedArtifactsRow)
  .on(FlowStarted, async (rows, { data: { release } }) => {
    const { releaseId, artifacts } = release;
    // One may have been replaced before the flow began.
    if ((await rows.find({ releaseId })).length === 0) await rows.upsert({ releaseId, artifacts });
  })
  .on(ArtifactsChanged, (rows, { data: { releaseId, artifacts } }) => rows.upsert({ releaseId, artifacts }));

@Injectable()
export class CarriedArtifacts {
  constructor(@InjectRepository(CarriedArtifactsRow) private readonly rows: Repository<CarriedArtifactsRow>) {}

  /** None of a release that is not known. */
  async of(releaseId: string): Promise<ArtifactReference[]> {
    const row = await this.rows.findOneBy({ releaseId });
    return ArtifactReference.array().parse(row?.artifacts ?? []);
  }
}
