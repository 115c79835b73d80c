import type { Conduct, DurationName, Hat, ReleasePolicy } from '@slipway/contracts';
import { baseConduct } from './base-conduct.js';
import { basePolicy } from './base-policy.js';
import { millisecondsOf } from './time.js';

/** Who wears which hats for one release, by their canonical identities. */
export type HatWearers = Readonly<Partial<Record<Hat, readonly string[]>>>;

/** The strictest of the base flow: what a policy from before it stated any is held to. */
const strictest: Conduct = {
  ...baseConduct,
  confirmExceptions: basePolicy.releaseTypes.major.confirmExceptions,
  acceptance: basePolicy.releaseTypes.major.acceptance,
  onBreach: basePolicy.releaseTypes.major.onBreach,
};

export const conductOf = ({ conduct }: Pick<ReleasePolicy, 'conduct'>): Conduct => conduct ?? strictest;

/** The hat that this person wears already and that the policy does not combine with the one they would take. */
export function conflictingHat(
  { hats }: Pick<Conduct, 'hats'>,
  wearers: HatWearers,
  { hat, person }: { readonly hat: Hat; readonly person: string },
): Hat | undefined {
  const others = hats.flatMap(([one, other]) => (one === hat ? [other] : other === hat ? [one] : []));
  return others.find((other) => wearers[other]?.includes(person));
}

/** Whether a gate or criterion would judge by less: then the change is an exception. */
export function weakens(
  { judgedDurations }: Pick<Conduct, 'judgedDurations'>,
  duration: DurationName,
  { from, to }: { readonly from: string; readonly to: string },
): boolean {
  const weaker = judgedDurations[duration];
  if (weaker === undefined) return false;
  const change = millisecondsOf(to) - millisecondsOf(from);
  return weaker === 'shorter' ? change < 0 : change > 0;
}
