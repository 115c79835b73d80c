export * from './explain.js';
export * from './infrastructure.js';
export * from './issuer/issuer.js';
export { users, type LocalUser } from './issuer/users.js';
export * from './kafka/topics.js';
export * from './local-error.js';
export * from './settings.js';
export * from './system/system.js';
export * from './until.js';
