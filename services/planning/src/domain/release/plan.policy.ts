import { pass, reject, sameContent } from '@slipway/decider';
import { isBetween } from '@slipway/flow';
import { overlap, type Freeze } from './calendar.js';
import { exceptionRequired } from './exception-required.policy.js';
import type { FinalisePlan } from './release.commands.js';
import { releaseHasNotEnded, type ReleaseContext, type ReleaseRule } from './release.policy.js';
import type { ProposedRelease } from './release.state.js';
import { windowProblem, type RangeProblem } from './window-range.js';

type PlanRule = ReleaseRule<FinalisePlan>;

const deploymentHasNotBegun: PlanRule = (_, { summary }, { progress }) =>
  progress === 'deploying'
    ? reject('DEPLOYMENT_HAS_BEGUN', { releaseId: summary.releaseId, fix: 'roll the release back, or propose another' })
    : pass;

/** Two people plan one release at once: the second has not seen the plan of the first. */
const planIsAsSeen: PlanRule = ({ seen }, { plan }) =>
  sameContent(seen, plan?.window)
    ? pass
    : reject('PLAN_CHANGED', { seen, planned: plan?.window, fix: 'read the release again, then send the plan again' });

const outOfRange = (problem: RangeProblem | undefined) =>
  problem === undefined ? pass : reject('WINDOW_OUT_OF_RANGE', { ...problem });

const windowIsInRange: PlanRule = ({ window }, _, { now }) => outOfRange(windowProblem(window, now));

const windowIsAhead: PlanRule = ({ window }, _, { now }) =>
  window.end > now
    ? pass
    : reject('WINDOW_HAS_PASSED', { window, now, fix: 'choose a window that ends in the future' });

const longestLead = 'P10Y';

/** A timer fires so long before the window. */
const leadsAreInRange: PlanRule = (_, { summary: { releaseId, policy } }) => {
  const lead = (['windowApproaching', 'windowStarting'] as const).find(
    (name) => !isBetween(policy.durations[name], 'PT0S', longestLead),
  );
  return lead === undefined
    ? pass
    : outOfRange({
        field: `policy.durations.${lead}`,
        value: policy.durations[lead],
        fix: `override it with at most ${longestLead}: POST /planning/v1/releases/${releaseId}/durations`,
      });
};

/** The schedule is laid out by the longest time that the template gives each step. */
const stepsAreInRange: PlanRule = ({ steps }) => {
  const step = steps.find(({ duration }) => duration.kind === 'range' && !isBetween(duration.maximum, 'PT0S', 'P10Y'));
  return step?.duration.kind !== 'range'
    ? pass
    : outOfRange({
        field: `steps.${step.id}.duration.maximum`,
        value: step.duration.maximum,
        fix: 'publish the template with a shorter one, and propose the release again',
      });
};

const freezesInForce = ({ window, freezes }: FinalisePlan, { summary }: ProposedRelease): Freeze[] =>
  freezes.filter(({ environment, window: frozen }) => environment === summary.environment && overlap(frozen, window));

const isExcepted = (freezeId: string, { granted }: Pick<ReleaseContext, 'granted'>): boolean =>
  granted.some(({ kind, items }) => kind === 'freeze' && items.includes(freezeId));

const typeMayOverrideFreeze: PlanRule = ({ freezeOverride }, { summary }) =>
  freezeOverride === undefined || summary.policy.freezeOverride
    ? pass
    : reject('FREEZE_CANNOT_BE_OVERRIDDEN', {
        releaseType: summary.type,
        fix: 'choose a window outside of the freeze',
      });

const freezesAreExcepted: PlanRule = (command, release, context) => {
  const inForce = freezesInForce(command, release);
  const named = command.freezeOverride === undefined ? [] : [command.freezeOverride.freezeId];
  if (!release.summary.policy.freezeOverride) {
    const fix = 'choose a window outside of the freezes, or have them lifted: this type of release overrides none';
    return inForce.length === 0 ? pass : reject('FREEZE_IN_FORCE', { freezes: inForce, overridable: false, fix });
  }
  const ids = [...new Set([...inForce.map(({ freezeId }) => freezeId), ...named])];
  const items = ids.filter((freezeId) => !isExcepted(freezeId, context));
  return items.length === 0 ? pass : exceptionRequired(release, { kind: 'freeze', items }, { freezes: inForce });
};

/** Who has the components in that window is decided by their slots, before the plan is. */
const slotsAreReserved: PlanRule = ({ slots }) => {
  if (slots.status === 'reserved') return pass;
  if (slots.status === 'occupied')
    return reject('COMPONENTS_OCCUPIED', { occupied: slots.occupied, fix: 'choose another window' });
  return reject('PLAN_CHANGED', { fix: 'read the release again, then send the plan again' });
};

/** The rules that need no slots. */
export const planIsSound: readonly PlanRule[] = [
  releaseHasNotEnded,
  deploymentHasNotBegun,
  windowIsInRange,
  windowIsAhead,
  leadsAreInRange,
  stepsAreInRange,
  typeMayOverrideFreeze,
  freezesAreExcepted,
  planIsAsSeen,
];

export const mayFinalisePlan: readonly PlanRule[] = [...planIsSound, slotsAreReserved];

/** The freezes that the plan overrides. */
export const overriddenFreezes = (command: FinalisePlan, release: ProposedRelease): string[] =>
  freezesInForce(command, release).map(({ freezeId }) => freezeId);
