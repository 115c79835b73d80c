import { Controller, Get, Param, Post } from '@nestjs/common';
import { defineEvent, EvidenceReference, type EventOf } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';
import { z } from 'zod';
import {
  InjectAggregate,
  Roles,
  tagged,
  TaggedAnswer,
  ZodBody,
  type Aggregate,
  type FieldsOf,
  type Tagged,
} from '../src/index.js';
import { counter } from './counter.js';

export const Voted = defineEvent('dev.slipway.planning.test-voted.v1', {
  topic: 'release.planning.v1',
  data: z.strictObject({ releaseId: z.string(), minutes: EvidenceReference.exactOptional() }),
});
type Voted = EventOf<typeof Voted>;

const VoteBody = z.strictObject({ minutes: EvidenceReference.exactOptional() });
type Vote = z.infer<typeof VoteBody> & { readonly releaseId: string };

/** People vote on a count: what they saw of it counts. */
export const votes: Decider<{ votes: number }, Vote, Voted, never> = {
  category: 'approval',
  initialState: { votes: 0 },
  evolve: (state) => ({ votes: state.votes + 1 }),
  decide: (vote) => [Voted.of(vote)],
};

interface Shown {
  readonly total: number;
  readonly votes: number;
}

@Controller('planning/v1/releases/:releaseId')
export class VotesController {
  constructor(
    @InjectAggregate(counter) private readonly counters: Aggregate<typeof counter>,
    @InjectAggregate(votes) private readonly aggregate: Aggregate<typeof votes>,
  ) {}

  @Get()
  @TaggedAnswer(z.strictObject({ total: z.int(), votes: z.int() } satisfies FieldsOf<Shown>))
  async read(@Param('releaseId') releaseId: string): Promise<Tagged<Shown>> {
    const [counted, voted] = await Promise.all([this.counters.load(releaseId), this.aggregate.load(releaseId)]);
    const positions = { release: counted.streamPosition, approval: voted.streamPosition };
    return tagged(positions, { total: counted.state.total, votes: voted.state.votes });
  }

  @Post('votes')
  @Roles('approver')
  vote(@Param('releaseId') releaseId: string, @ZodBody(VoteBody) body: z.infer<typeof VoteBody>) {
    return this.aggregate.handle(releaseId, { releaseId, ...body });
  }
}
