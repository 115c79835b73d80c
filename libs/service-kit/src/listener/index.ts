export { limitsOf, readListenerSettings, type ListenerSettings } from '../config/listener-settings.js';
export { AddressLimiter } from './address-limiter.js';
export type { ListenerLimits } from './connections.js';
export { guardListener, type GuardedListener } from './guard-listener.js';
export { listen, listenProblem, type ListenerPlace } from './listen.js';
