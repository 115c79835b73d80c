import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@slipway/contracts';
import { Roles } from './decorators.js';
import { RolesGuard } from './roles.guard.js';

class Routes {
  @Roles('approver')
  approvers() {
    return 'done';
  }

  @Roles('approver', 'admin')
  approversAndAdmins() {
    return 'done';
  }

  everybody() {
    return 'done';
  }
}

const guard = new RolesGuard(new Reflector());

function enters(method: 'GET' | 'POST', route: keyof Routes, ...roles: Role[]): boolean {
  const request = { method, actor: { id: 'somebody', kind: 'person', roles } };
  const context = {
    getType: () => 'http',
    getHandler: () => Object.getOwnPropertyDescriptor(Routes.prototype, route)?.value as unknown,
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => request }),
  };
  return guard.canActivate(context as unknown as ExecutionContext);
}

describe('a command', () => {
  it('is for the roles that it names, and admin is none of them', () => {
    expect(enters('POST', 'approvers', 'approver')).toBe(true);
    expect(enters('POST', 'approvers', 'admin', 'approver')).toBe(true);
    expect(() => enters('POST', 'approvers', 'admin')).toThrow('ROLE_REQUIRED');
    expect(() => enters('POST', 'approvers', 'deployer')).toThrow('ROLE_REQUIRED');
  });

  it('is for admin where it says so, or names nobody', () => {
    expect(enters('POST', 'approversAndAdmins', 'admin')).toBe(true);
    expect(enters('POST', 'everybody', 'admin')).toBe(true);
    expect(() => enters('POST', 'everybody', 'approver')).toThrow('ROLE_REQUIRED');
  });
});

describe('a query', () => {
  it('is for any role where it names none', () => {
    expect(enters('GET', 'everybody', 'auditor')).toBe(true);
    expect(() => enters('GET', 'everybody')).toThrow('ROLE_REQUIRED');
  });

  it('is for the roles that it names, and admin', () => {
    expect(enters('GET', 'approvers', 'admin')).toBe(true);
    expect(() => enters('GET', 'approvers', 'auditor')).toThrow('ROLE_REQUIRED');
  });
});
