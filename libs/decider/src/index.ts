export * from './coded-error.js';
export * from './decider.js';
export * from './deep-freeze.js';
export * from './same-content.js';
export * from './specification.js';
