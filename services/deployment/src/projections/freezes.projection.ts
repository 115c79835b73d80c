import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { FreezeDeclared, FreezeLifted, PlanFinalised } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import type { Freeze } from '../domain/rollout/pre-deployment-checks.js';

/** A freeze that was not lifted. */
@Entity('standing_freeze')
export class FreezeRow {
  @PrimaryColumn('text', { name: 'freeze_id' })
  freezeId!: string;

  @Column('text')
  environment!: string;

  @Column('jsonb')
  window!: Freeze['window'];

  @Column('text')
  reason!: string;
}

/** The freezes that a release's plan overrides. */
@Entity('freeze_override')
export class FreezeOverrideRow {
  @PrimaryColumn('text', { name: 'release_id' })
  releaseId!: string;

  @Column('text', { name: 'freeze_ids', array: true })
  freezeIds!: string[];
}

export const freezes = projection('freezes', FreezeRow, { also: [FreezeOverrideRow] })
  .on(FreezeDeclared, (rows, { data }) => rows.upsert(data))
  .on(FreezeLifted, (rows, { data: { freezeId } }) => rows.delete({ freezeId }))
  .on(PlanFinalised, (rows, { data: { releaseId, freezeOverride, overriddenFreezes = [] } }) => {
    const former = freezeOverride === undefined ? [] : [freezeOverride.freezeId];
    return rows.of(FreezeOverrideRow).upsert({ releaseId, freezeIds: [...former, ...overriddenFreezes] });
  });

@Injectable()
export class Freezes {
  constructor(
    @InjectRepository(FreezeRow) private readonly rows: Repository<FreezeRow>,
    @InjectRepository(FreezeOverrideRow) private readonly overrides: Repository<FreezeOverrideRow>,
  ) {}

  async of(environment: string): Promise<readonly Freeze[]> {
    return (await this.rows.findBy({ environment })).map(({ freezeId, window, reason }) => ({
      freezeId,
      window,
      reason,
    }));
  }

  async overriddenBy(releaseId: string): Promise<readonly string[]> {
    return (await this.overrides.findOneBy({ releaseId }))?.freezeIds ?? [];
  }
}
