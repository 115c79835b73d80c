import type { CheckResult, HealthTarget, WatchConfigured } from '@slipway/contracts';
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

/** The facts that hold now and are not recorded yet; none if they are not due. */
export type DueRule = (known: Known) => WatchEvent[];

/** Targets that count for coverage, breaches and measurements. */
export const isCriticalHealth = ({ critical, purpose }: HealthTarget): boolean => critical && purpose === 'health';

/** The newest results of these targets, if all of them are as expected. */
export function allPassed(targets: readonly HealthTarget[], { newest }: Observation): CheckResult[] | undefined {
  const seen = targets.flatMap(({ name }) => newest[name]?.slice(0, 1) ?? []);
  if (seen.length < targets.length || !seen.every(({ passed }) => passed)) return undefined;
  return seen.map(({ status: _, ...result }) => result);
}

/** Targets whose breach is not over. A target that was breached in an earlier phase can be breached again. */
export const openTargets = ({
  state: { openBreaches },
  circumstances: { rollout },
}: Pick<Known, 'state' | 'circumstances'>): string[] =>
  openBreaches.flatMap(({ target, since = rollout.since }) => (since >= rollout.since ? [target] : []));
