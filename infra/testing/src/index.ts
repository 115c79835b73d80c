export { eventually } from '@slipway/local/eventually';
export * from './test-database.js';
export * from './test-topics.js';
export * from './testing-error.js';
export * from './token-issuer.js';
