import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { throwError, timeout, type Observable } from 'rxjs';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';
import { ServiceKitError } from '../service-kit-error.js';

/** Ends the wait for work that hangs. The work can still complete: the answer explains how to find out. */
@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const seconds = this.environment.REQUEST_SECONDS;
    const tooLate = () =>
      throwError(
        () =>
          new ServiceKitError('TIMED_OUT', {
            seconds,
            fix: 'send it again, a command with the same Idempotency-Key: it takes effect once',
          }),
      );
    return next.handle().pipe(timeout({ first: seconds * 1000, with: tooLate }));
  }
}
