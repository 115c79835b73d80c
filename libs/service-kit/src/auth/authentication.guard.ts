import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor } from '@slipway/contracts';
import { AddressLimiter } from '../listener/index.js';
import { ServiceKitError } from '../service-kit-error.js';
import { publicKey, type AuthenticatedRequest } from './decorators.js';
import { TokenVerifier } from './token-verifier.js';

/**
 * Identifies the sender. Every route needs a bearer token unless it is `@Public()`. A refused token counts against its
 * address.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly limiter: AddressLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(publicKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isPublic === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.actor = await this.actorOf(request);
    return true;
  }

  private async actorOf({ headers, ip }: AuthenticatedRequest): Promise<Actor> {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    try {
      if (token !== undefined) return await this.verifier.verify(token);
    } catch (error) {
      if (error instanceof ServiceKitError && error.code === 'TOKEN_INVALID') await this.limiter.countFailure(ip);
      throw error;
    }
    await this.limiter.countFailure(ip);
    throw new ServiceKitError('TOKEN_REQUIRED', { fix: 'send the header Authorization: Bearer <access token>' });
  }
}
