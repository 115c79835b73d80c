import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import { CurrentActor, RawBody, Roles, WithoutIdempotencyKey, type Outcome } from '@slipway/service-kit';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import { maySpeakFor } from '../domain/publishers.js';
import { Inbox } from '../ingest/inbox.js';
import { kafkaHeaders, readCloudEvent } from '../ingest/read-cloud-event.js';

/** The HTTP door for other systems: one CloudEvent in binary or structured mode. */
@Controller('intake/v1/events')
export class EventsController {
  constructor(
    private readonly inbox: Inbox,
    @InjectIntakeSettings() private readonly settings: IntakeSettings,
  ) {}

  /** Source and id of the event are its idempotency key. */
  @Post()
  @HttpCode(202)
  @Roles('publisher')
  @WithoutIdempotencyKey()
  @RawBody({ limit: 1024 * 1024 })
  async receive(
    @Headers() headers: Record<string, string | string[] | undefined>,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ): Promise<Outcome | Rejection> {
    const value = Buffer.isBuffer(body) ? body : null;
    const event = readCloudEvent({ headers: kafkaHeaders(headers), value }, this.settings.largestEvent);
    if (isRejection(event)) return event;
    return maySpeakFor(actor.id, event.source, this.settings.publishers) ?? this.inbox.receive(event, actor.id);
  }
}
