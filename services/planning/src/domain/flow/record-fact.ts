import {
  DeploymentDocumentRecorded,
  DeploymentFailed,
  FactRefused,
  GateDecided,
  IssuesDocumentRecorded,
  MonitoringDocumentRecorded,
  OutputRecorded,
  StepFailed,
  ValidationDocumentRecorded,
  type FactReference,
} from '@slipway/contracts';
import { matchingBinding, type FactBinding, type FlowGate } from '@slipway/flow';
import { takesBack } from './retractions.policy.js';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import { hasEnded, isDeployment, type FlowRun } from './flow.state.js';
import { hatsTaken } from './hats.js';
import { holdsBy } from './holds.js';
import { concerns, itemsAbout } from './items.js';
import { isNotMetBy, isNotTakenBackBy, type FactsInOrder } from './later.js';
import { agreesWith, aspectOf } from './aspects.policy.js';
import { takenBack, withdrawn } from './withdraw.js';

interface Shown extends Pick<FactsInOrder, 'later'> {
  readonly fact: Fact;
  readonly now: string;
}

/** What this fact means for the flow; facts that come before their step starts count all the same. */
export function recordFact(run: FlowRun, { fact, later, now }: Shown): FlowEvent[] {
  const by: FactReference = { kind: 'fact', eventId: fact.eventId, type: fact.type };
  if (hasEnded(run)) return refusedWhenLate(run, fact);
  if (!agreesWith(fact, run.release)) return refusedWhenStale(run, fact);
  return [
    ...hatsTaken(run, fact),
    ...holdsBy(run, fact, later),
    ...withdrawn(run, takenBack(run, fact).filter(isNotMetBy(later, run)), `taken back by ${fact.type}`, now),
    ...itemsAbout(run, fact.type)
      .filter(({ id, facts }) => run.met[id] === undefined && matchingBinding(facts, fact) !== undefined)
      .filter(isNotTakenBackBy(later, fact))
      .map((item) => item.met(run.release.releaseId, by)),
    ...recordedDocument(run, fact, by),
    ...decidedGates(run, fact, later),
    ...failedStep(run, fact, by),
  ];
}

function refusedWhenLate(run: FlowRun, fact: Fact): FlowEvent[] {
  const { releaseId } = run.release;
  const wanted = itemsAbout(run, fact.type).some(({ facts }) => facts?.some(({ type }) => type === fact.type));
  if (!wanted || fact.type.startsWith('dev.slipway.planning.')) return [];
  return [refused(releaseId, fact, `the release has ended (${run.status})`)];
}

/**
 * A fact about artifacts or a window that the release does not have yet can arrive before their change: it is shown
 * again after the change.
 */
function refusedWhenStale({ release: { releaseId }, earlier }: FlowRun, fact: Fact): FlowEvent[] {
  const aspect = aspectOf(fact.type);
  if (aspect === 'environment') return [refused(releaseId, fact, 'it is about another environment')];
  const late = earlier.some((before) => agreesWith(fact, before));
  return late ? [refused(releaseId, fact, `it is about the ${String(aspect)} that the release had before`)] : [];
}

const refused = (releaseId: string, { eventId, type }: Fact, reason: string): FlowEvent =>
  FactRefused.of({ releaseId, fact: { eventId, type }, reason });

const documents = [
  ValidationDocumentRecorded,
  DeploymentDocumentRecorded,
  MonitoringDocumentRecorded,
  IssuesDocumentRecorded,
];

function recordedDocument(run: FlowRun, fact: Fact, by: FactReference): FlowEvent[] {
  const document = documents.find((definition) => definition.is(fact));
  if (document === undefined) return [];
  const { step, output, evidence } = document.data.parse(fact.data);
  const item = run.template.steps.find(({ id }) => id === step)?.outputs.find(({ id }) => id === output);
  if (item === undefined || run.outputs[output]?.digest === evidence.digest) return [];
  return [OutputRecorded.of({ releaseId: run.release.releaseId, step, output, text: item.text, evidence, by })];
}

/** Gates are judged again by each fact of their kind and its retractions: a later better one repairs an earlier failure. */
function decidedGates(run: FlowRun, fact: Fact, later: readonly Fact[]): FlowEvent[] {
  const { release, postRelease } = run.template.gates;
  return [...release, ...postRelease].flatMap((gate) => {
    const bindings = bearingOn(gate, fact);
    if (bindings.length === 0 || later.some((each) => bearingOn(gate, each).length > 0)) return [];
    const verdict = matchingBinding(bindings, fact) === undefined ? 'failed' : 'passed';
    return run.gates[gate.id] === verdict ? [] : [decided(run, gate, fact, verdict)];
  });
}

const bearingOn = ({ facts = [] }: FlowGate, fact: Fact): FactBinding[] =>
  facts.filter((binding) => concerns(fact)(binding) || takesBack(fact, binding));

function decided(run: FlowRun, gate: FlowGate, fact: Fact, verdict: 'passed' | 'failed'): FlowEvent {
  const named = new Set((gate.facts ?? []).flatMap(({ where = {} }) => Object.keys(where)));
  const values = Object.entries(fact.data as Record<string, never>).filter(([name]) => named.has(name));
  return GateDecided.of({
    releaseId: run.release.releaseId,
    gate: gate.id,
    name: gate.name,
    verdict,
    inputs: [{ eventId: fact.eventId, type: fact.type, values: Object.fromEntries(values) }],
    policyDigest: run.reference.digest,
  });
}

function failedStep(run: FlowRun, fact: Fact, by: FactReference): FlowEvent[] {
  if (!DeploymentFailed.is(fact)) return [];
  return run.template.steps
    .filter((step) => isDeployment(step) && run.steps[step.id] === 'active')
    .map(({ id }) => StepFailed.of({ releaseId: run.release.releaseId, step: id, reason: fact.data.reason, by }));
}
