import { actingRoles, type Actor, type Role } from '@slipway/contracts';

const person = (id: string, ...roles: Role[]): Actor => ({ id, kind: 'person', roles });

/** Every role, some people with two, one with all of them, and an administrator. */
export const people: readonly Actor[] = [
  person('ada', 'release-manager'),
  person('frances', 'release-manager', 'approver'),
  person('grace', 'approver'),
  person('barbara', 'approver', 'deployer'),
  person('linus', 'deployer'),
  person('hedy', 'deployer', 'release-manager'),
  person('katherine', 'validator'),
  person('joan', 'validator', 'support'),
  person('margaret', 'support'),
  person('radia', 'sre'),
  person('edsger', 'auditor'),
  person('dorothy', ...actingRoles),
  person('root', 'admin'),
];

export const service = (id: string): Actor => ({ id, kind: 'service', roles: [] });
