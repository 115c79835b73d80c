import type { PlanFinalised } from '@slipway/contracts';
import { earlier, later, type FlowStep } from '@slipway/flow';

type Schedule = PlanFinalised['data']['schedule'];
type Slot = Schedule[number];

/**
 * When each step is due, by the longest time that the template gives it. The deployment begins with the window; the
 * sequential steps before it are laid out backwards from there, those after it forwards. Continuous steps begin where
 * the sequential step before them ends; one of variable length lasts until the sequential step after it ends.
 */
export function scheduleOf(steps: readonly FlowStep[], windowStart: string): Schedule {
  const sequential = steps.filter(({ sequencing }) => sequencing === 'sequential');
  const fixed = new Map(aroundWindow(sequential, windowStart).map((slot) => [slot.step, slot]));
  return steps.map((step, at) => fixed.get(step.id) ?? continuousSlot(step, at, { steps, fixed, windowStart }));
}

function aroundWindow(steps: readonly FlowStep[], windowStart: string): Slot[] {
  const deployment = steps.findIndex(({ type }) => type === 'deployment');
  const before = steps.slice(0, Math.max(deployment, 0)).reverse();
  const from = steps.slice(Math.max(deployment, 0));
  const backwards = before.reduce<Slot[]>((slots, step) => {
    const end = slots.at(-1)?.start ?? windowStart;
    return [...slots, { step: step.id, start: earlier(end, longest(step)), end }];
  }, []);
  const forwards = from.reduce<Slot[]>((slots, step) => {
    const start = slots.at(-1)?.end ?? windowStart;
    return [...slots, { step: step.id, start, end: later(start, longest(step)) }];
  }, []);
  return [...backwards.reverse(), ...forwards];
}

interface Surroundings {
  readonly steps: readonly FlowStep[];
  readonly fixed: ReadonlyMap<string, Slot>;
  readonly windowStart: string;
}

function continuousSlot(step: FlowStep, at: number, { steps, fixed, windowStart }: Surroundings): Slot {
  const slotOf = ({ id }: FlowStep) => fixed.get(id);
  const before = steps
    .slice(0, at)
    .flatMap((each) => slotOf(each) ?? [])
    .at(-1);
  const after = steps.slice(at + 1).flatMap((each) => slotOf(each) ?? [])[0];
  const start = before?.end ?? windowStart;
  const end = step.duration.kind === 'range' ? later(start, step.duration.maximum) : (after?.end ?? start);
  return { step: step.id, start, end };
}

const longest = ({ duration }: FlowStep): string => (duration.kind === 'range' ? duration.maximum : 'PT0S');
