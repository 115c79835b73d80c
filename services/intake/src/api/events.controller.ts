import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { limits, type Actor } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import {
  CurrentActor,
  InjectClock,
  RawBody,
  Roles,
  WithoutIdempotencyKey,
  type Clock,
  type Outcome,
} from '@slipway/service-kit';
import type { Request } from 'express';
import { InjectIntakeSettings, type IntakeSettings } from '../config/intake-settings.js';
import { maySpeakFor } from '../domain/publishers.policy.js';
import { attributeHeaders } from '../application/http-binding.js';
import { Inbox } from '../application/inbox.js';
import { readCloudEvent } from '../application/read-cloud-event.js';

/** The HTTP door for other systems: one CloudEvent in binary or structured mode. */
@Controller('intake/v1/events')
export class EventsController {
  constructor(
    private readonly inbox: Inbox,
    @InjectClock() private readonly clock: Clock,
    @InjectIntakeSettings() private readonly settings: IntakeSettings,
  ) {}

  /** Source and id of the event are its idempotency key. */
  @Post()
  @HttpCode(202)
  @Roles('publisher')
  @WithoutIdempotencyKey()
  @RawBody({ limit: limits.request.bodyBytes })
  async receive(
    @Req() request: Request,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
  ): Promise<Outcome | Rejection> {
    const value = Buffer.isBuffer(body) ? body : null;
    const headers = attributeHeaders(request.headersDistinct);
    const event = readCloudEvent({ headers, value }, this.settings.largestEvent);
    if (isRejection(event)) return event;
    const refusal = maySpeakFor(actor.id, event.source, this.settings.publishers);
    return refusal ?? this.inbox.receive(event, { publisher: actor.id, receivedAt: this.clock.now() });
  }
}
