import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Actor } from '@slipway/contracts';
import { reject } from '@slipway/decider';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import {
  Column,
  Entity,
  MoreThanOrEqual,
  PrimaryColumn,
  type MigrationInterface,
  type QueryRunner,
  type Repository,
} from 'typeorm';
import { z } from 'zod';
import {
  Aggregate,
  CurrentActor,
  defineTimer,
  impossible,
  InjectAggregate,
  InjectTimers,
  MediaAnswer,
  OnTimer,
  pageOf,
  PageQuery,
  projection,
  Public,
  RawBody,
  Roles,
  ServiceKit,
  settle,
  tagged,
  TaggedAnswer,
  WithoutIdempotencyKey,
  ZodAnswer,
  ZodAnswerOr,
  ZodBody,
  ZodParam,
  ZodQuery,
  type FieldsOf,
  type PayloadOf,
  type Timers,
} from '../src/index.js';
import { Counted, counter } from './counter.js';
import { Voted, votes, VotesController } from './votes.js';

@Entity('counter')
export class CounterRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('int')
  first!: number;

  @Column('int')
  total!: number;
}

class CreateCounter1763990000000 implements MigrationInterface {
  name = 'CreateCounter1763990000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table counter (id text primary key, first int not null, total int not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table counter');
  }
}

const counters = projection('counters', CounterRow).on(Counted, async (rows, { data }) => {
  const [row] = await rows.find({ id: data.counter });
  const first = row === undefined ? { first: data.by } : {};
  await rows.upsert({ id: data.counter, ...first, total: (row?.total ?? 0) + data.by });
});

const CountBody = z.strictObject({ by: z.int().min(1).max(50) });
const LaterBody = z.strictObject({ at: z.iso.datetime() });
const Counter = z.strictObject({ id: z.string(), first: z.int(), total: z.int() } satisfies FieldsOf<CounterRow>);
const ListQuery = PageQuery.extend({ atLeast: z.coerce.number().optional() }).strict();

export const CountLaterTimer = defineTimer('count-later', z.strictObject({ counter: z.string() }));

@OnTimer(CountLaterTimer)
export class CountLater {
  constructor(@InjectAggregate(counter) private readonly aggregate: Aggregate<typeof counter>) {}

  async handle({ counter: name }: PayloadOf<typeof CountLaterTimer>) {
    await settle(this.aggregate.handle(name, { type: 'Count', counter: name, by: 1 }), impossible);
  }
}

/** Counts of 42 are echoed to another counter. */
@Reaction(Counted, { group: 'planning.test-echo' })
export class OnCounted {
  constructor(@InjectAggregate(counter) private readonly aggregate: Aggregate<typeof counter>) {}

  async handle({ data }: DeliveredEvent<Counted>) {
    if (data.by !== 42 || data.counter.startsWith('echo-of-')) return;
    const echo = `echo-of-${data.counter}`;
    await settle(this.aggregate.handle(echo, { type: 'Count', counter: echo, by: data.by }), impossible);
  }
}

@Controller('planning/v1/counters')
class CountersController {
  constructor(
    @InjectAggregate(counter) private readonly aggregate: Aggregate<typeof counter>,
    @InjectRepository(CounterRow) private readonly rows: Repository<CounterRow>,
    @InjectTimers() private readonly timers: Timers,
  ) {}

  @Post(':id/count')
  @Roles('release-manager')
  count(@ZodParam('id', z.string().max(20)) id: string, @ZodBody(CountBody) body: z.infer<typeof CountBody>) {
    return this.aggregate.handle(id, { type: 'Count', counter: id, by: body.by });
  }

  @Post(':id/later')
  @Roles('release-manager')
  @ZodAnswer(z.strictObject({ set: z.iso.datetime() }), 201)
  async later(@Param('id') id: string, @ZodBody(LaterBody) { at }: z.infer<typeof LaterBody>) {
    await this.timers.set(CountLaterTimer, { key: [id], at, payload: { counter: id } });
    return { set: at };
  }

  @Post(':id/unguarded')
  @ZodAnswer(z.strictObject({}), 201)
  unguarded() {
    return {};
  }

  @Post('bytes')
  @Roles('release-manager')
  @WithoutIdempotencyKey()
  @RawBody({ limit: 100, types: ['application/octet-stream'] })
  @ZodAnswer(z.strictObject({ size: z.int() }), 201)
  bytes(@Body() bytes: Buffer) {
    return { size: bytes.length };
  }

  @Get()
  @ZodAnswer(pageOf(Counter))
  async list(@ZodQuery(ListQuery) { atLeast }: z.infer<typeof ListQuery>) {
    const where = atLeast === undefined ? {} : { total: MoreThanOrEqual(atLeast) };
    return { items: await this.rows.find({ where, order: { id: 'ASC' } }) };
  }

  @Get('whoami')
  @ZodAnswer(Actor)
  whoami(@CurrentActor() actor: Actor) {
    return actor;
  }

  @Get('open')
  @ZodAnswerOr('text/plain', z.strictObject({ open: z.boolean() }))
  @Public()
  open() {
    return { open: true };
  }

  @Get('manual')
  @MediaAnswer('application/pdf')
  manual() {
    return '%PDF';
  }

  @Get(':id')
  @TaggedAnswer(z.strictObject({ total: z.int() }))
  async get(@Param('id') id: string) {
    const { state, streamPosition, exists } = await this.aggregate.load(id);
    return exists ? tagged(streamPosition, state) : reject('COUNTER_NOT_FOUND', { id, fix: 'count first' });
  }
}

@Module({
  imports: [
    ServiceKit.forService({
      service: 'planning',
      aggregates: [counter, votes],
      projections: [counters],
      migrations: [CreateCounter1763990000000],
      events: [Counted, Voted],
      rejectionStatus: { COUNTER_NOT_FOUND: 404 },
    }),
  ],
  controllers: [CountersController, VotesController],
  providers: [CountLater, OnCounted],
})
export class CounterModule {}
