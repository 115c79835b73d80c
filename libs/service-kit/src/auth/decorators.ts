import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Actor, Role } from '@slipway/contracts';
import type { Request } from 'express';
import { ServiceKitError } from '../service-kit-error.js';

export const rolesKey = 'slipway:roles';
export const publicKey = 'slipway:public';

/** The authenticated actor, once the guard has run. */
export interface AuthenticatedRequest extends Request {
  actor?: Actor;
}

/**
 * Requires one of these roles; `admin` is also allowed if the route only reads, or names it. A command without `@Roles`
 * is for `admin` alone. The OpenAPI document lists the roles as `x-roles`.
 */
export const Roles = (...roles: Role[]): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(rolesKey, roles), ApiExtension('x-roles', roles));

/** The route needs no token. */
export const Public = (): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(publicKey, true), ApiExtension('x-public', true));

/** The authenticated actor, as a parameter. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (actor === undefined)
    throw new ServiceKitError('TOKEN_REQUIRED', { fix: 'this route reads the actor, so it cannot be public' });
  return actor;
});
