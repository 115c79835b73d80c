export * from './coded-error.js';
export * from './decider.js';
export * from './specification.js';
