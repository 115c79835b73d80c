import {
  ActionFulfilled,
  CriterionMet,
  DependencyMet,
  GateDecided,
  HoldLifted,
  HoldPlaced,
  IssueRaised,
  IssueResolved,
  IssueTriaged,
  ItemWithdrawn,
  TriggerMet,
  type FactReference,
} from '@slipway/contracts';
import { opposedTo } from './retractions.policy.js';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';
import type { MeetableItem } from './items.js';
import { speaksAgainst } from './withdraw.js';

/**
 * A fact is shown at least once, and facts of several services in any order: of two that speak against each other the later one in
 * the trail counts, not the one that was shown last.
 */
export interface FactsInOrder {
  readonly facts: readonly Fact[];
  /** What the trail has behind them. */
  readonly later: readonly Fact[];
}

const aboutIssues: readonly string[] = [IssueRaised.type, IssueTriaged.type, IssueResolved.type];
const meetings = [ActionFulfilled, CriterionMet, DependencyMet, TriggerMet] as const;

/** The types of everything that can contradict the facts if it is later, including attestations. */
export function opposedTypes(facts: readonly Fact[]): readonly string[] {
  const opposed = facts.flatMap(({ type }) => [...opposedTo(type), ...(aboutIssues.includes(type) ? aboutIssues : [])]);
  return [...new Set([...opposed, ...meetings.map(({ type }) => type)])];
}

/** Whether an event of the run undoes something, or restores what was undone. */
export const undoesSomethingOf =
  (run: FlowRun) =>
  (event: FlowEvent): boolean => {
    if (ItemWithdrawn.is(event) || HoldLifted.is(event)) return true;
    if (HoldPlaced.is(event)) return event.data.by.type !== IssueRaised.type;
    if (GateDecided.is(event)) return run.gates[event.data.gate] !== undefined;
    const item = itemMetBy(event)?.item;
    return item !== undefined && item in run.withdrawn;
  };

/** Whether no later fact and no later attestation has met the item. */
export const isNotMetBy = (later: readonly Fact[], { met }: FlowRun) => {
  const ids = new Set(later.map(({ eventId }) => eventId));
  const attested = new Set(later.flatMap((fact) => attestedBy(fact) ?? []));
  return ({ id }: MeetableItem): boolean => {
    const by = met[id];
    return by?.kind === 'fact' ? !ids.has(by.eventId) : !attested.has(id);
  };
};

/** Whether no later fact retracts what the fact proves for the item. */
export const isNotTakenBackBy =
  (later: readonly Fact[], { type }: Fact) =>
  (item: MeetableItem) => {
    const bindings = (item.facts ?? []).filter((binding) => binding.type === type);
    return !later.some((each) => speaksAgainst(each, item, bindings));
  };

function attestedBy(fact: Fact): string | undefined {
  const meeting = itemMetBy(fact);
  return meeting?.by.kind === 'attestation' ? meeting.item : undefined;
}

function itemMetBy(event: Fact | FlowEvent): { readonly item: string; readonly by: FactReference } | undefined {
  if (ActionFulfilled.is(event)) return { item: event.data.action, by: event.data.by };
  if (CriterionMet.is(event)) return { item: event.data.criterion, by: event.data.by };
  if (DependencyMet.is(event)) return { item: event.data.dependency, by: event.data.by };
  return TriggerMet.is(event) ? { item: event.data.trigger, by: event.data.by } : undefined;
}
