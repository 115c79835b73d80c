import { FreezeDeclared, FreezeLifted } from '@slipway/contracts';
import { projection } from '@slipway/service-kit';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('declared_freeze')
export class FreezeRow {
  @PrimaryColumn('text', { name: 'freeze_id' })
  freezeId!: string;

  @Column('text')
  environment!: string;

  @Column('text', { name: 'window_start' })
  windowStart!: string;

  @Column('text', { name: 'window_end' })
  windowEnd!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  status!: 'declared' | 'lifted';
}

export const freezes = projection('freezes', FreezeRow)
  .on(FreezeDeclared, (rows, { data: { freezeId, environment, window, reason } }) => {
    const times = { windowStart: window.start, windowEnd: window.end };
    return rows.upsert({ freezeId, environment, reason, status: 'declared', ...times });
  })
  .on(FreezeLifted, (rows, { data: { freezeId } }) => rows.update({ freezeId }, { status: 'lifted' }));
