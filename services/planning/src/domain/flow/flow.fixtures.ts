import {
  AcceptanceConfirmed,
  actingRoles,
  digestsOf,
  IssueRaised,
  IssueResolved,
  IssueTriaged,
  ReleaseSignedOff,
  StepCompleted,
  type DomainEvent,
  type EvidenceReference,
  type ReleaseSummary,
  type Role,
} from '@slipway/contracts';
import { fold, isRejection } from '@slipway/decider';
import {
  baseBindings,
  baseFlow,
  releasePolicy,
  type FactBinding,
  type FlowItem,
  type FlowTemplate,
} from '@slipway/flow';
import type { Fact, FlowCommand } from './flow.commands.js';
import { flow } from './flow.decider.js';
import type { FlowEvent } from './flow.events.js';
import { isRun, type FlowRun } from './flow.state.js';
import { aspectOf, type Aspect } from './aspects.policy.js';

export const evidence: EvidenceReference = {
  digest: `sha256:${'c'.repeat(64)}`,
  mediaType: 'text/markdown',
  size: 12,
  title: 'A document',
};

export const reference = { id: baseFlow.id, version: baseFlow.version, digest: `sha256:${'e'.repeat(64)}` };

export const release: ReleaseSummary = {
  releaseId: 'shop-1.1.0',
  product: 'shop',
  version: '1.1.0',
  type: 'minor',
  title: 'Shop 1.1',
  environment: 'production',
  components: ['web'],
  artifacts: [{ name: 'shop', uri: 'file:///artifacts/shop-1.1.0.tgz', digest: `sha256:${'a'.repeat(64)}` }],
  author: 'ada',
  window: { start: '2026-11-23T12:00:00.000Z', end: '2026-11-23T14:00:00.000Z' },
  policy: releasePolicy(baseFlow, 'minor'),
};

/** What a fact says that is about an aspect of the release. */
const aspects: Readonly<Record<Aspect, object>> = {
  artifacts: { artifacts: release.artifacts, digests: digestsOf(release.artifacts) },
  window: { window: release.window },
  environment: { environment: release.environment },
};

const issue = { issueId: `${release.releaseId}.1`, title: 'Too slow', priority: 'low' };

/** What facts say of people and issues, by their types. */
const said: Readonly<Record<string, object>> = {
  [AcceptanceConfirmed.type]: { owner: 'katherine' },
  [ReleaseSignedOff.type]: { by: 'frances' },
  [IssueRaised.type]: issue,
  [IssueTriaged.type]: issue,
  [IssueResolved.type]: issue,
};

/** Every role, so that a fixture may attest anything. */
const everyone = {
  now: '2026-11-23T10:00:00.000Z',
  actor: { id: 'everybody', kind: 'person' as const, roles: [...actingRoles] as Role[] },
};

/** The person who asks for an exception does not confirm it. */
export const actingFor = ({ type }: FlowCommand) =>
  type === 'ConfirmException' ? { ...everyone, actor: { ...everyone.actor, id: 'somebody-else' } } : everyone;

/** A waiver of these items, requested and confirmed. */
export const waiverOf = (exceptionId: string, ...items: string[]): FlowCommand[] => [
  { type: 'RequestException', kind: 'waiver', items, reason: 'an emergency', evidence: [] },
  { type: 'ConfirmException', exceptionId },
];

/** What the flow records when it starts. */
export function start(template: FlowTemplate = baseFlow): FlowEvent[] {
  return takeThrough([], [{ type: 'StartFlow', release, template: reference, flow: template }]);
}

export function runAfter(events: readonly FlowEvent[]): FlowRun {
  const state = fold(flow, events);
  if (!isRun(state)) throw new Error('the flow has not started');
  return state;
}

export type Input = Fact | FlowCommand;

/** Feeds facts and commands in; facts that the flow itself produces come back to it, as they do over Kafka. */
export function takeThrough(history: readonly FlowEvent[], inputs: readonly Input[]): FlowEvent[] {
  const events = [...history];
  const waiting = [...inputs];
  for (let input = waiting.shift(); input !== undefined; input = waiting.shift()) {
    const command: FlowCommand = 'eventId' in input ? { type: 'RecordFacts', facts: [input], later: [] } : input;
    const outcome = flow.decide(command, fold(flow, events), actingFor(command));
    if (isRejection(outcome)) throw new Error(`${outcome.rejected} ${JSON.stringify(outcome.details)}`);
    events.push(...outcome);
    waiting.unshift(...outcome.filter(StepCompleted.is).map((event) => asFact(event)));
  }
  return events;
}

const service = { id: 'a-service', kind: 'service' as const };
let recorded = 0;

/** Each with an id of its own. */
export const asFact = ({ type, data }: DomainEvent): Fact => {
  recorded += 1;
  return { type, data, eventId: idOf(recorded), actor: service };
};

const idOf = (ordinal: number): string => `0198f3a2-7c1e-7d60-8a52-${String(ordinal).padStart(12, '0')}`;

/** Whatever is bound to these steps of the base flow, and their outputs. */
export const through = (...steps: string[]): Input[] =>
  steps.flatMap((step) => [...factsOf(baseFlow, step), ...outputsOf(baseFlow, step)]);

type Part = 'triggers' | 'actions' | 'dependencies';

/** A fact for each bound item of a step (or of all `criteria` or `gates`), with what its binding asks for. */
export function factsOf(
  template: FlowTemplate,
  where: string,
  parts: readonly Part[] = ['dependencies', 'triggers', 'actions'],
): Fact[] {
  return itemsIn(template, where, parts)
    .map(({ id, facts }) => (facts ?? baseBindings[id])?.[0])
    .filter((binding): binding is FactBinding => binding !== undefined && binding.type !== StepCompleted.type)
    .map(factFor);
}

function itemsIn(template: FlowTemplate, where: string, parts: readonly Part[]): readonly FlowItem[] {
  if (where === 'criteria') return [...template.entryCriteria, ...template.exitCriteria];
  if (where === 'gates') return [...template.gates.release, ...template.gates.postRelease];
  const step = template.steps.find(({ id }) => id === where);
  const dependencies = template.dependencies.filter((row) => row.step === where).flatMap(({ items }) => items);
  return parts.flatMap((part) => (part === 'dependencies' ? dependencies : (step?.[part] ?? [])));
}

/** Holds every condition that any binding has for this type, and those of this binding where they differ. */
function factFor({ type, where = {} }: FactBinding, ordinal: number): Fact {
  const everywhere = Object.values(baseBindings)
    .flat()
    .filter((binding) => binding.type === type);
  const asked = [...everywhere.map((binding) => binding.where ?? {}), where].flatMap(valuesOf);
  const aspect = aspectOf(type);
  return {
    type,
    data: {
      releaseId: release.releaseId,
      step: 'none',
      evidence,
      ...said[type],
      ...(aspect === undefined ? {} : aspects[aspect]),
      ...Object.fromEntries(asked),
    },
    eventId: idOf(ordinal),
    actor: service,
  };
}

const valuesOf = (where: NonNullable<FactBinding['where']>) =>
  Object.entries(where).map(([name, condition]) => [name, name === 'ratio' ? 1 : Object.values(condition)[0]] as const);

/** Each output, by the fact that makes it, or attached where none does. */
export const outputsOf = (template: FlowTemplate, step: string): FlowCommand[] =>
  (template.steps.find(({ id }) => id === step)?.outputs ?? []).map(({ id: output, facts }) =>
    facts?.[0] === undefined
      ? { type: 'AttachOutput', step, output, evidence }
      : { type: 'RecordOutput', step, output, evidence, by: { kind: 'fact', eventId: idOf(0), type: facts[0].type } },
  );

/** An attestation of everything that no fact is bound to. */
export const attestationsOf = (template: FlowTemplate): FlowCommand[] =>
  [
    ...[...template.entryCriteria, ...template.exitCriteria].map((item) => ({ ...item, kind: 'criterion' as const })),
    ...template.steps.flatMap(({ triggers, actions }) => [
      ...triggers.map((item) => ({ ...item, kind: 'trigger' as const })),
      ...actions.map((item) => ({ ...item, kind: 'action' as const })),
    ]),
  ]
    .filter(({ facts }) => facts === undefined)
    .map(({ id, kind }) => ({ type: 'Attest', item: id, kind, statement: 'seen', evidence: [evidence] }));
