import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { from, switchMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { PROJECTIONS } from '../config/tokens.js';
import type { Projections } from '../projection/projections.js';
import { ServiceKitError } from '../service-kit-error.js';

const LogIndex = z.coerce.number().int().nonnegative();

/** `?covers=<logIndex>` on a query waits until the service's projections have seen that event. */
@Injectable()
export class CoversInterceptor implements NestInterceptor {
  constructor(@Inject(PROJECTIONS) private readonly projections: Projections) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const { covers, ...rest } = request.query;
    if (covers === undefined || request.method !== 'GET') return next.handle();
    const logIndex = LogIndex.safeParse(covers);
    if (!logIndex.success) {
      throw new ServiceKitError('REQUEST_INVALID', {
        fields: [{ field: 'covers', fix: 'must be the log index of an event: 0, 1, 2…' }],
      });
    }
    // The parameter belongs to the kit, not to the query: strict schemas do not know it.
    Object.defineProperty(request, 'query', { value: rest, configurable: true });
    return from(this.projections.covered(logIndex.data)).pipe(switchMap(() => next.handle()));
  }
}
