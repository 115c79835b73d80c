import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AuthenticatedRequest } from '../auth/decorators.js';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';
import { ServiceKitError } from '../service-kit-error.js';

/** At most REQUESTS_PER_SECOND of each actor (of each address on public routes), in each instance. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limiter: RateLimiterMemory;

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {
    this.limiter = new RateLimiterMemory({ points: environment.REQUESTS_PER_SECOND, duration: 1 });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const sender = request.actor === undefined ? `address ${request.ip ?? 'unknown'}` : `actor ${request.actor.id}`;
    try {
      await this.limiter.consume(sender);
      return true;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const limit = this.environment.REQUESTS_PER_SECOND;
      throw new ServiceKitError('TOO_MANY_REQUESTS', {
        limitPerSecond: limit,
        fix: 'wait a second, then send more slowly',
      });
    }
  }
}
