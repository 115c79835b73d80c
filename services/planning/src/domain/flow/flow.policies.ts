import type { Actor, Role } from '@slipway/contracts';
import { pass, reject, type Rule } from '@slipway/decider';
import type { FlowCommand } from './flow.commands.js';
import { deploymentHasBegun, deploymentIsOrdered, hasEnded, type FlowRun } from './flow.state.js';
import { meetableItems, type MeetableItem } from './items.js';

export type FlowRejection =
  | 'FLOW_STARTED_ALREADY'
  | 'FLOW_NOT_STARTED'
  | 'RELEASE_ENDED'
  | 'ITEM_UNKNOWN'
  | 'ITEM_MET_ALREADY'
  | 'ITEM_NEEDS_A_FACT'
  | 'EVIDENCE_REQUIRED'
  | 'ROLE_REQUIRED'
  | 'OUTPUT_UNKNOWN'
  | 'OUTPUT_RECORDED_ALREADY'
  | 'CRITERION_UNKNOWN'
  | 'GATE_UNKNOWN'
  | 'RELEASE_PAUSED'
  | 'RELEASE_NOT_PAUSED'
  | 'ABORT_TOO_LATE'
  | 'NOTHING_TO_ROLL_BACK';

export type FlowRule = Rule<[command: FlowCommand, run: FlowRun, actor: Actor], FlowRejection>;

export const mayChange: readonly FlowRule[] = [releaseRuns];
export const mayAttest: readonly FlowRule[] = [
  releaseRuns,
  itemIsKnown,
  itemIsOpen,
  noFactFulfilsIt,
  rolePermits,
  evidenceIsGiven,
];
export const mayRecordOutput: readonly FlowRule[] = [releaseRuns, outputIsKnown, outputIsOpen, rolePermits];
export const mayWaiveCriterion: readonly FlowRule[] = [releaseRuns, criterionIsKnown];
export const mayWaiveGate: readonly FlowRule[] = [releaseRuns, gateIsKnown];
export const mayPause: readonly FlowRule[] = [releaseRuns, notPaused];
export const mayResume: readonly FlowRule[] = [releaseRuns, isPaused];
export const mayAbort: readonly FlowRule[] = [releaseRuns, nothingIsDeployed];
export const mayRollBack: readonly FlowRule[] = [releaseRuns, somethingIsDeployed];

function releaseRuns(...[, run]: Parameters<FlowRule>) {
  return hasEnded(run)
    ? reject('RELEASE_ENDED', { ended: run.status, fix: 'propose another release; nothing changes this one any more' })
    : pass;
}

function itemOf(command: FlowCommand, run: FlowRun): MeetableItem | undefined {
  if (command.type !== 'Attest') return undefined;
  const { item, kind, step } = command;
  return meetableItems(run).find(
    (each) =>
      each.id === item && (kind === undefined || each.kind === kind) && (step === undefined || each.step === step),
  );
}

function itemIsKnown(...[command, run]: Parameters<FlowRule>) {
  if (command.type !== 'Attest' || itemOf(command, run) !== undefined) return pass;
  return reject('ITEM_UNKNOWN', {
    item: command.item,
    step: command.step,
    fix: `name ${command.kind === undefined ? 'a trigger, action, criterion or dependency of the flow' : `one of kind ${command.kind} as GET …/flow lists them`}`,
  });
}

function itemIsOpen(...[command, run]: Parameters<FlowRule>) {
  if (command.type !== 'Attest') return pass;
  const by = run.met[command.item];
  return by === undefined
    ? pass
    : reject('ITEM_MET_ALREADY', { item: command.item, by, fix: 'nothing more is needed for it' });
}

/** What a fact must prove, nobody's word replaces; criteria and dependencies may also be attested. */
function noFactFulfilsIt(...[command, run]: Parameters<FlowRule>) {
  const item = itemOf(command, run);
  if (item?.facts === undefined || ['criterion', 'dependency'].includes(item.kind)) return pass;
  return reject('ITEM_NEEDS_A_FACT', {
    item: item.id,
    facts: item.facts.map(({ type }) => type),
    fix: 'bring one of these facts about; nobody can attest it',
  });
}

function rolePermits(...[command, run, actor]: Parameters<FlowRule>) {
  const role = roleFor(command, run);
  return role === undefined || mayActAs(actor, role)
    ? pass
    : reject('ROLE_REQUIRED', { needed: [role], has: actor.roles, fix: 'ask someone with the needed role' });
}

/** A fact needs no role; what a person says or attaches needs that of the item's step. */
function roleFor(command: FlowCommand, run: FlowRun): Role | undefined {
  if (command.type !== 'RecordOutput') return itemOf(command, run)?.role;
  const step = run.template.steps.find(({ id }) => id === command.step);
  return step === undefined || command.by !== undefined ? undefined : run.template.policy.attestation[step.type];
}

const mayActAs = ({ roles }: Actor, role: Role): boolean => roles.includes(role) || roles.includes('admin');

function evidenceIsGiven(...[command]: Parameters<FlowRule>) {
  if (command.type !== 'Attest' || command.evidence.length > 0) return pass;
  return reject('EVIDENCE_REQUIRED', {
    field: 'evidence',
    fix: 'upload a document to intake and name its digest here',
  });
}

function outputOf(command: FlowCommand, run: FlowRun) {
  if (command.type !== 'RecordOutput') return undefined;
  return run.template.steps.find(({ id }) => id === command.step)?.outputs.find(({ id }) => id === command.output);
}

function outputIsKnown(...[command, run]: Parameters<FlowRule>) {
  if (command.type !== 'RecordOutput' || outputOf(command, run) !== undefined) return pass;
  return reject('OUTPUT_UNKNOWN', {
    step: command.step,
    output: command.output,
    fix: 'name an output of that step as GET …/flow lists them',
  });
}

function outputIsOpen(...[command, run]: Parameters<FlowRule>) {
  if (command.type !== 'RecordOutput') return pass;
  const evidence = run.outputs[command.output];
  return evidence === undefined
    ? pass
    : reject('OUTPUT_RECORDED_ALREADY', { output: command.output, evidence, fix: 'nothing more is needed for it' });
}

function criterionIsKnown(...[command, { template }]: Parameters<FlowRule>) {
  if (command.type !== 'WaiveCriterion') return pass;
  const known = [...template.entryCriteria, ...template.exitCriteria].some(({ id }) => id === command.criterion);
  return known
    ? pass
    : reject('CRITERION_UNKNOWN', {
        criterion: command.criterion,
        fix: 'name an entry or exit criterion as GET …/flow lists them',
      });
}

function gateIsKnown(...[command, { template }]: Parameters<FlowRule>) {
  if (command.type !== 'WaiveGate') return pass;
  const known = [...template.gates.release, ...template.gates.postRelease].some(({ id }) => id === command.gate);
  return known ? pass : reject('GATE_UNKNOWN', { gate: command.gate, fix: 'name a gate as GET …/flow lists them' });
}

function notPaused(...[, { status }]: Parameters<FlowRule>) {
  return status === 'paused' ? reject('RELEASE_PAUSED', { fix: 'resume the release first' }) : pass;
}

function isPaused(...[, { status }]: Parameters<FlowRule>) {
  return status === 'paused' ? pass : reject('RELEASE_NOT_PAUSED', { fix: 'there is nothing to resume' });
}

function nothingIsDeployed(...[, run]: Parameters<FlowRule>) {
  if (!deploymentHasBegun(run)) return pass;
  return reject('ABORT_TOO_LATE', { fix: 'the deployment has begun: roll the release back instead' });
}

function somethingIsDeployed(...[, run]: Parameters<FlowRule>) {
  return deploymentIsOrdered(run) ? pass : reject('NOTHING_TO_ROLL_BACK', { fix: 'abort the release instead' });
}
