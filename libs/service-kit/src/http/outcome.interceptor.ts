import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { isRejection, type Rejection } from '@slipway/decider';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { Seen } from '../aggregate/command-identity.js';
import { isAcceptance } from '../aggregate/outcome.js';
import type { Accepted } from './accepted.js';
import type { Answer } from './answer.js';
import { etagOf, positionIn } from './etag.js';

/** Carries a rejection to the problem filter. */
export class RejectedCommand extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.rejected);
  }
}

/** A query's answer together with the stream positions that it shows: `return tagged({ release: 5, approval: 3 }, body)`. */
export class Tagged<Body> {
  constructor(
    readonly positions: Seen,
    readonly body: Body,
  ) {}
}

/**
 * Gives the answer of a query an ETag that `If-Match` of the next command can name: with positions by category, the
 * command is refused if any of these streams of the release has changed; with a single one, if its own has.
 */
export const tagged = <Body>(positions: Seen, body: Body): Tagged<Body> => new Tagged(positions, body);

/** An acceptance becomes { stream, streamPosition, events } with its ETag; a rejection becomes a problem. */
@Injectable()
export class OutcomeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(map((answer: unknown) => this.answer(answer, response)));
  }

  private answer(answer: unknown, response: Response): unknown {
    if (isRejection(answer)) throw new RejectedCommand(answer);
    if (answer instanceof Tagged) {
      response.setHeader('ETag', etagOf(answer.positions));
      return answer.body;
    }
    if (!isAcceptance(answer)) return answer;
    const { stream, streamPosition, events, repeated } = answer;
    response.setHeader('ETag', etagOf(positionIn(stream, streamPosition)));
    if (repeated) response.setHeader('Idempotency-Replayed', 'true');
    return { stream, streamPosition, events } satisfies Answer<typeof Accepted>;
  }
}
