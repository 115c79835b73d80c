import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ServiceKitError } from '../service-kit-error.js';
import { publicKey, type AuthenticatedRequest } from './decorators.js';
import { TokenVerifier } from './token-verifier.js';

/** Who is it? Every route needs a bearer token unless it is `@Public()`. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(publicKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isPublic === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      throw new ServiceKitError('TOKEN_REQUIRED', { fix: 'send the header Authorization: Bearer <access token>' });
    }
    request.actor = await this.verifier.verify(token);
    return true;
  }
}
