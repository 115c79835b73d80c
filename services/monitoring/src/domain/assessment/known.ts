import type { HealthTarget, WatchConfigured } from '@slipway/contracts';
import type { WatchEvent, WatchState } from '../watch/watch.state.js';
import type { Circumstances } from './circumstances.js';
import type { Observation } from './observation.js';

/** What is known at the moment of an assessment. */
export interface Known {
  readonly state: WatchState;
  readonly watch: WatchConfigured['data'];
  readonly circumstances: Circumstances;
  readonly observation: Observation;
  readonly now: string;
}

/** The facts that hold now and have not been said; none when it is not time or not so. */
export type DueRule = (known: Known) => WatchEvent[];

/** Targets that count for coverage, breaches and measurements. */
export const isCriticalHealth = ({ critical, purpose }: HealthTarget): boolean => critical && purpose === 'health';
