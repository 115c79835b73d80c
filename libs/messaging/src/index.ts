export * from './cause.js';
export * from './delivered-event.js';
export * from './errors.js';
export * from './reaction.js';
