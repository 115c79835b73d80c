import { holdAdvisoryLocks, holdTableLocks, openTransaction, spoofNotifications } from './database.js';
import type { Fault } from './fault.js';
import { forgeEvents } from './forgery.js';
import { hostileApplication, slowStrangers, spoilPeers } from './outside.js';
import * as processes from './processes.js';
import { garbage, openKafkaTransaction, oversizeKeys } from './topics.js';

/** Every kind of fault, by name. */
export const faults: readonly Fault[] = [
  ...Object.values(processes),
  openTransaction,
  holdAdvisoryLocks,
  holdTableLocks,
  spoofNotifications,
  garbage,
  oversizeKeys,
  openKafkaTransaction,
  forgeEvents,
  spoilPeers,
  hostileApplication,
  slowStrangers,
];
