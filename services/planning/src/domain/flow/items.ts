import {
  ActionFulfilled,
  CriterionMet,
  DependencyMet,
  TriggerMet,
  type FactReference,
  type Role,
} from '@slipway/contracts';
import { matches, type FactBinding, type FlowItem } from '@slipway/flow';
import type { Fact, ItemKind } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';

/** Something that one fact, or one attestation, meets: and the event that says so. */
export interface MeetableItem extends FlowItem {
  readonly kind: ItemKind;
  /** Of triggers and actions. */
  readonly step?: string;
  /** Who may attest it. */
  readonly role: Role;
  met(by: FactReference): FlowEvent;
}

const known = new WeakMap<
  FlowRun['template'],
  { readonly releaseId: string; readonly items: readonly MeetableItem[] }
>();

/** Every trigger, action, criterion and dependency of the run's template: made once, as each fact is compared with all. */
export function meetableItems({ template, release: { releaseId } }: FlowRun): readonly MeetableItem[] {
  const made = known.get(template);
  if (made?.releaseId === releaseId) return made.items;
  const items = itemsOf(template, releaseId);
  known.set(template, { releaseId, items });
  return items;
}

function itemsOf(template: FlowRun['template'], releaseId: string): MeetableItem[] {
  const criteria = [...template.entryCriteria, ...template.exitCriteria].map((item): MeetableItem => ({
    ...item,
    kind: 'criterion',
    role: 'release-manager',
    met: (by) => CriterionMet.of({ releaseId, criterion: item.id, text: item.text, by }),
  }));
  const dependencies = template.dependencies.flatMap(({ step, items }) =>
    items.map((item): MeetableItem => ({
      ...item,
      kind: 'dependency',
      role: 'release-manager',
      met: (by) => DependencyMet.of({ releaseId, step, dependency: item.id, text: item.text, by }),
    })),
  );
  return [...criteria, ...dependencies, ...stepItems(releaseId, template)];
}

function stepItems(releaseId: string, { steps, policy }: FlowRun['template']): MeetableItem[] {
  return steps.flatMap(({ id: step, type, triggers, actions }) => {
    const role = policy.attestation[type];
    return [
      ...triggers.map((item): MeetableItem => ({
        ...item,
        kind: 'trigger',
        step,
        role,
        met: (by) => TriggerMet.of({ releaseId, step, trigger: item.id, text: item.text, by }),
      })),
      ...actions.map((item): MeetableItem => ({
        ...item,
        kind: 'action',
        step,
        role,
        met: (by) => ActionFulfilled.of({ releaseId, step, action: item.id, text: item.text, by }),
      })),
    ];
  });
}

/**
 * Whether a binding is about facts like this one: equality to a text says which facts it is about, the other conditions are
 * what it judges.
 */
export const concerns =
  (fact: Fact) =>
  ({ type, where = {} }: FactBinding): boolean => {
    const about = Object.entries(where).filter(([, is]) => 'equals' in is && typeof is.equals === 'string');
    return matches({ type, where: Object.fromEntries(about) }, fact);
  };
