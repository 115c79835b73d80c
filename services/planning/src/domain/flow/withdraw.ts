import { ItemWithdrawn, StepReopened, WindowReached } from '@slipway/contracts';
import { matchingBinding, type FactBinding } from '@slipway/flow';
import { takesBack } from './retractions.policy.js';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';
import { concerns, itemsAbout, meetableItems, type MeetableItem } from './items.js';
import { deadlineOf } from './waits.js';

/** The items that facts of such types have met. */
export function metBy(run: FlowRun, isOf: (type: string, item: MeetableItem) => boolean): MeetableItem[] {
  return meetableItems(run).filter((item) => {
    const by = run.met[item.id];
    return by?.kind === 'fact' && isOf(by.type, item);
  });
}

/**
 * The items that the fact retracts: each is judged again by facts of the type that met it, and by their retractions. An
 * attestation counts until a fact contradicts it.
 */
export function takenBack(run: FlowRun, fact: Fact): MeetableItem[] {
  return itemsAbout(run, fact.type).filter((item) => {
    const { facts = [], id } = item;
    const by = run.met[id];
    if (by === undefined) return false;
    const bindings = by.kind === 'fact' ? facts.filter(({ type }) => type === by.type) : facts;
    return speaksAgainst(fact, item, bindings) && (!WindowReached.is(fact) || isStillAhead(run, item));
  });
}

/** Whether the fact retracts facts of these bindings, or is one of them that does not meet the item. */
export function speaksAgainst(fact: Fact, { facts }: MeetableItem, bindings: readonly FactBinding[]): boolean {
  const judgedAgain = bindings.some(concerns(fact)) && matchingBinding(facts, fact) === undefined;
  return judgedAgain || bindings.some((binding) => takesBack(fact, binding));
}

/** The end of the window after a step undoes nothing of the step. */
const isStillAhead = ({ steps }: FlowRun, { step }: MeetableItem): boolean =>
  step === undefined || steps[step] === 'pending';

/** They are open again, and with them the steps that were done and lack one of their actions now. */
export function withdrawn(run: FlowRun, items: readonly MeetableItem[], reason: string, now: string): FlowEvent[] {
  const steps = reopened(run, items, reason, now);
  const undone = steps.flatMap((event) =>
    metBy(run, (_, { facts = [] }) => facts.some((binding) => takesBack(event, binding))),
  );
  return [...items, ...undone.filter((item) => !items.includes(item))]
    .map((item): FlowEvent => itemWithdrawn(run, item, reason))
    .concat(steps);
}

function itemWithdrawn({ release, met }: FlowRun, { kind, step, id: item, text }: MeetableItem, reason: string) {
  const was = met[item];
  if (was === undefined) throw new RangeError(`nothing has met ${item}`);
  const of = step === undefined ? {} : { step };
  return ItemWithdrawn.of({ releaseId: release.releaseId, kind, ...of, item, text, was, reason });
}

function reopened(
  { release: { releaseId }, template, steps }: FlowRun,
  items: readonly MeetableItem[],
  reason: string,
  reopenedAt: string,
): StepReopened[] {
  const lacking = new Set(items.flatMap(({ kind, step }) => (kind === 'action' ? [step] : [])));
  return template.steps
    .filter(({ id }) => steps[id] === 'done' && lacking.has(id))
    .map((step) =>
      StepReopened.of({
        releaseId,
        step: step.id,
        title: step.title,
        reason,
        reopenedAt,
        ...deadlineOf(step, reopenedAt),
      }),
    );
}
