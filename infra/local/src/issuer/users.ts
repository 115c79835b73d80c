import type { Role } from '@slipway/contracts';

export interface LocalUser {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** The people (and one machine) of a development system; each password is the user name. */
export const users: readonly LocalUser[] = [
  { name: 'ada', roles: ['release-manager'] },
  { name: 'frances', roles: ['release-manager'] },
  { name: 'grace', roles: ['approver'] },
  { name: 'barbara', roles: ['approver'] },
  { name: 'linus', roles: ['deployer'] },
  { name: 'hedy', roles: ['deployer'] },
  { name: 'katherine', roles: ['validator'] },
  { name: 'joan', roles: ['validator'] },
  { name: 'margaret', roles: ['support'] },
  { name: 'radia', roles: ['sre'] },
  { name: 'edsger', roles: ['auditor'] },
  { name: 'ci', roles: ['publisher'] },
  { name: 'root', roles: ['admin'] },
];
