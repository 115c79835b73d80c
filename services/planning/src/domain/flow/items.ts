import {
  ActionFulfilled,
  CriterionMet,
  DependencyMet,
  TriggerMet,
  type FactReference,
  type Role,
} from '@slipway/contracts';
import { matches, type FactBinding, type FlowItem, type FlowTemplate } from '@slipway/flow';
import { retractionsOf } from './retractions.policy.js';
import type { Fact, ItemKind } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';
import { secondReviewOf } from './second-review.js';

/** An item that one fact, or one attestation, can meet, and the event that records it. */
export interface MeetableItem extends FlowItem {
  readonly kind: ItemKind;
  /** Of triggers and actions. */
  readonly step?: string;
  /** Who may attest it. */
  readonly role: Role;
  met(releaseId: string, by: FactReference): FlowEvent;
}

interface Meetables {
  readonly items: readonly MeetableItem[];
  /** For each type of fact, the items that it can meet or withdraw. */
  readonly byFact: ReadonlyMap<string, readonly MeetableItem[]>;
}

/** Made once for each template, as each fact is compared with its items. */
const known = new WeakMap<FlowTemplate, Meetables>();

/** Every trigger, action, criterion and dependency of the run's template, and what the policy of its release adds. */
export const meetableItems = (run: FlowRun): readonly MeetableItem[] =>
  meetablesOf(run.template).items.concat(secondReview(run));

/** Those of them that are bound to facts of this type, or to facts that this type contradicts. */
export const itemsAbout = (run: FlowRun, type: string): readonly MeetableItem[] =>
  (meetablesOf(run.template).byFact.get(type) ?? []).concat(byFact(secondReview(run)).get(type) ?? []);

function meetablesOf(template: FlowTemplate): Meetables {
  const made = known.get(template);
  if (made !== undefined) return made;
  const items = itemsOf(template);
  const meetables = { items, byFact: byFact(items) };
  known.set(template, meetables);
  return meetables;
}

function byFact(items: readonly MeetableItem[]): Map<string, MeetableItem[]> {
  const sorted = new Map<string, MeetableItem[]>();
  for (const item of items) {
    const types = new Set((item.facts ?? []).flatMap((binding) => [binding.type, ...retractionsOf(binding)]));
    for (const type of types) sorted.set(type, [...(sorted.get(type) ?? []), item]);
  }
  return sorted;
}

function itemsOf(template: FlowTemplate): MeetableItem[] {
  const criteria = [...template.entryCriteria, ...template.exitCriteria].map(criterion);
  const dependencies = template.dependencies.flatMap(({ step, items }) =>
    items.map((item): MeetableItem => ({
      ...item,
      kind: 'dependency',
      role: 'release-manager',
      met: (releaseId, by) => DependencyMet.of({ releaseId, step, dependency: item.id, text: item.text, by }),
    })),
  );
  return [...criteria, ...dependencies, ...stepItems(template)];
}

const secondReview = (run: FlowRun): MeetableItem[] => secondReviewOf(run).map(criterion);

const criterion = (item: FlowItem): MeetableItem => ({
  ...item,
  kind: 'criterion',
  role: 'release-manager',
  met: (releaseId, by) => CriterionMet.of({ releaseId, criterion: item.id, text: item.text, by }),
});

function stepItems({ steps, policy }: FlowTemplate): MeetableItem[] {
  return steps.flatMap(({ id: step, type, triggers, actions }) => {
    const role = policy.attestation[type];
    return [
      ...triggers.map((item): MeetableItem => ({
        ...item,
        kind: 'trigger',
        step,
        role,
        met: (releaseId, by) => TriggerMet.of({ releaseId, step, trigger: item.id, text: item.text, by }),
      })),
      ...actions.map((item): MeetableItem => ({
        ...item,
        kind: 'action',
        step,
        role,
        met: (releaseId, by) => ActionFulfilled.of({ releaseId, step, action: item.id, text: item.text, by }),
      })),
    ];
  });
}

/**
 * Whether a binding is about facts like this one: a condition with an equal text selects the facts, the other
 * conditions judge them.
 */
export const concerns =
  (fact: Fact) =>
  ({ type, where = {} }: FactBinding): boolean => {
    const about = Object.entries(where).filter(([, is]) => 'equals' in is && typeof is.equals === 'string');
    return matches({ type, where: Object.fromEntries(about) }, fact);
  };
