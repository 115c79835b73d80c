import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@slipway/contracts';
import { isCommand } from '../http/command.js';
import { ServiceKitError } from '../service-kit-error.js';
import { publicKey, rolesKey, type AuthenticatedRequest } from './decorators.js';

/**
 * Authorises the actor. Any role can read a route that names no role; a command without `@Roles` is for `admin` alone.
 * `admin` can read everything, but cannot send a command that names other roles.
 */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(publicKey, places) === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const has = request.actor?.roles ?? [];
    const named = this.reflector.getAllAndOverride<Role[] | undefined>(rolesKey, places);
    const needed = isCommand(request.method) ? (named ?? ['admin']) : named && [...named, 'admin' as const];
    if (needed === undefined ? has.length > 0 : needed.some((role) => has.includes(role))) return true;
    throw new ServiceKitError('ROLE_REQUIRED', {
      needed: needed ?? 'any role',
      has,
      fix: 'use a token of someone with one of the needed roles',
    });
  }
}
