import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { Instant } from '@slipway/contracts';
import { verifyTrail, type EventStore } from '@slipway/event-store';
import {
  decodeCursor,
  InjectEventStore,
  MediaAnswer,
  page,
  pageOf,
  PageQuery,
  Roles,
  ServiceKitError,
  ZodAnswer,
  ZodAnswerOr,
  ZodQuery,
  type Page,
} from '@slipway/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { timeline } from '../domain/timeline.js';
import { trailEntries, type TrailEntry } from '../domain/trail-entry.js';
import { passes } from '../domain/trail-filter.js';
import { TrailEntryAnswer, VerificationAnswer } from './trail.answer.js';

const json = 'application/json';
const markdown = 'text/markdown';

const TrailFilter = z.object({
  type: z.string().min(1).optional(),
  actor: z.string().min(1).optional(),
  service: z.string().min(1).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
const TrailQuery = PageQuery.extend(TrailFilter.shape);

/** What happened, in order, and whether it is still what was recorded. */
@Controller('audit/v1')
@Roles('auditor')
export class TrailsController {
  constructor(@InjectEventStore() private readonly store: EventStore) {}

  /** JSON in pages; the whole as Markdown for those who prefer that. */
  @Get(['releases/:trail/trail', 'trails/:trail'])
  @Header('Vary', 'Accept')
  @ZodAnswerOr(markdown, pageOf(TrailEntryAnswer))
  async read(
    @Param('trail') trail: string,
    @ZodQuery(TrailQuery) query: z.infer<typeof TrailQuery>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<TrailEntryAnswer> | string> {
    const entries = (await this.entries(trail)).filter(passes(query));
    if (request.accepts([json, markdown]) === markdown) {
      response.type(markdown);
      return timeline(trail, entries);
    }
    const after = decodeCursor(query.cursor, z.int()) ?? 0;
    const rest = entries.filter(({ position }) => position > after);
    return page(rest, { limit: query.limit, keyOf: ({ position }) => position });
  }

  @Get(['releases/:trail/timeline', 'trails/:trail/timeline'])
  @Header('Content-Type', 'text/markdown; charset=utf-8')
  @MediaAnswer(markdown)
  async timeline(
    @Param('trail') trail: string,
    @ZodQuery(TrailFilter) filter: z.infer<typeof TrailFilter>,
  ): Promise<string> {
    return timeline(trail, (await this.entries(trail)).filter(passes(filter)));
  }

  /** Recomputes the hash chain from the stored bytes; names the first event that is not as it was appended. */
  @Get(['releases/:trail/verification', 'trails/:trail/verification'])
  @ZodAnswer(VerificationAnswer)
  async verify(@Param('trail') trail: string): Promise<VerificationAnswer> {
    const stored = await this.store.readTrailRaw(trail);
    if (stored.events.length === 0 && stored.logged.length === 0) throw unknown(trail);
    return verifyTrail(stored);
  }

  private async entries(trail: string): Promise<TrailEntry[]> {
    const events = await this.store.readTrail(trail);
    if (events.length === 0) throw unknown(trail);
    return trailEntries(events);
  }
}

const unknown = (trail: string) =>
  new ServiceKitError('RELEASE_UNKNOWN', { releaseId: trail, fix: 'GET /audit/v1/releases lists those there are' });
