import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor } from '@slipway/contracts';
import { withCause, type Cause } from '@slipway/messaging';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { withPrecondition } from '../aggregate/command-identity.js';
import type { AuthenticatedRequest } from '../auth/decorators.js';
import { currentTraceparent } from '../telemetry/tracing.js';
import { idempotencyKey, isCommand, requestFingerprint } from './command.js';
import { keylessKey, rawBodyKey, type RawBodyRules } from './command.decorators.js';
import { seenPositions } from './etag.js';
import { readBody } from './read-body.js';
import { releaseOfRoute } from './release-of-route.js';
import { correlationIdOf, requestIdOf } from './request-id.js';

/** Gives every command its cause (actor, key, request) and the positions that its sender saw. */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!isCommand(request.method)) return next.handle();
    return from(this.run(context, request, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private async run(
    context: ExecutionContext,
    request: AuthenticatedRequest,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const places = [context.getHandler(), context.getClass()];
    const keyless = this.reflector.getAllAndOverride<boolean | undefined>(keylessKey, places) ?? false;
    const key = keyless ? undefined : idempotencyKey(request.headers['idempotency-key']);
    const seen = seenPositions(request.headers['if-match']);
    const raw = this.reflector.getAllAndOverride<RawBodyRules | undefined>(rawBodyKey, places);
    await readBody(request, context.switchToHttp().getResponse<Response>(), raw);
    // A public route has no actor, and so no cause: its handler states its own.
    if (request.actor === undefined) return work();
    return withCause(causeOf(request, request.actor, key), () =>
      withPrecondition({ seen, subject: releaseOfRoute(request.params) }, work),
    );
  }
}

function causeOf(request: AuthenticatedRequest, actor: Actor, key: string | undefined): Cause {
  const traceparent = currentTraceparent(request.headers['traceparent']);
  return {
    // A key belongs to its actor; as JSON, so that no two pairs share a name.
    id: JSON.stringify(key === undefined ? ['request', requestIdOf(request)] : ['command', actor.id, key]),
    actor,
    correlationId: correlationIdOf(request),
    fingerprint: requestFingerprint(request.method, request.originalUrl, request.body),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
