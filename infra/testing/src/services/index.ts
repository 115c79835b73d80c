export * from './call.js';
export * from './flow-facts.js';
export * from './golden.js';
export * from './open-api.js';
export * from './other-service.js';
export * from './service-under-test.js';
export { grownRows } from './widest-rows.js';
