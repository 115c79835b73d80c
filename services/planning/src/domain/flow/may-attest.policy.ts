import { pass, reject } from '@slipway/decider';
import type { FlowItem } from '@slipway/flow';
import type { AttachOutput, Attest } from './flow.commands.js';
import { releaseRuns, roleRequired, type FlowRule } from './flow.policy.js';
import type { FlowRun } from './flow.state.js';
import { meetableItems, type MeetableItem } from './items.js';

const itemOf = ({ item, kind, step }: Attest, run: FlowRun): MeetableItem | undefined =>
  meetableItems(run).find(
    (each) => each.id === item && each.kind === kind && (step === undefined || each.step === step),
  );

const itemIsKnown: FlowRule<Attest> = (command, run) =>
  itemOf(command, run) === undefined
    ? reject('ITEM_UNKNOWN', {
        item: command.item,
        step: command.step,
        fix: `name one of kind ${command.kind} as GET …/flow lists them`,
      })
    : pass;

const itemIsOpen: FlowRule<Attest> = ({ item }, { met }) =>
  met[item] === undefined
    ? pass
    : reject('ITEM_MET_ALREADY', { item, by: met[item], fix: 'nothing more is needed for it' });

/** An attestation does not replace a fact, unless the template allows it; otherwise it needs an exception. */
const noFactFulfilsIt: FlowRule<Attest> = (command, run) => {
  const item = itemOf(command, run);
  if (item?.facts === undefined || item.attestable === true) return pass;
  return reject('ITEM_NEEDS_A_FACT', {
    item: item.id,
    facts: item.facts.map(({ type }) => type),
    fix:
      `bring one of these facts about; where that is impossible, ask for an exception: POST ` +
      `/planning/v1/releases/${run.release.releaseId}/exceptions {"kind":"attestation","items":["${item.id}"],"reason":…,"evidence":[…]}`,
  });
};

const roleOfTheItem: FlowRule<Attest> = (command, run, { actor }) => {
  const item = itemOf(command, run);
  return item === undefined ? pass : roleRequired([item.role], actor.roles);
};

const evidenceIsGiven: FlowRule<Attest> = ({ evidence }) =>
  evidence.length > 0
    ? pass
    : reject('EVIDENCE_REQUIRED', {
        field: 'evidence',
        fix: 'upload a document to intake and name its digest here',
      });

/** Who may attest what, in the order in which people read the refusals. */
export const mayAttest: readonly FlowRule<Attest>[] = [
  releaseRuns,
  itemIsKnown,
  itemIsOpen,
  noFactFulfilsIt,
  roleOfTheItem,
  evidenceIsGiven,
];

type OfOutput = Pick<AttachOutput, 'step' | 'output'>;

export const outputOf = ({ step, output }: OfOutput, { template }: FlowRun): FlowItem | undefined =>
  template.steps.find(({ id }) => id === step)?.outputs.find(({ id }) => id === output);

const outputIsKnown: FlowRule<OfOutput> = (command, run) =>
  outputOf(command, run) === undefined
    ? reject('OUTPUT_UNKNOWN', {
        step: command.step,
        output: command.output,
        fix: 'name an output of that step as GET …/flow lists them',
      })
    : pass;

/** A document is made by its service or its fact; nobody can replace it with another. */
const noFactMakesIt: FlowRule<AttachOutput> = (command, run) => {
  const facts = outputOf(command, run)?.facts;
  if (facts === undefined) return pass;
  return reject('OUTPUT_MADE_BY_FACT', {
    output: command.output,
    facts: facts.map(({ type }) => type),
    fix: 'it is recorded by itself when one of these facts happens',
  });
};

const outputIsOpen: FlowRule<AttachOutput> = ({ output }, { outputs }) =>
  outputs[output] === undefined
    ? pass
    : reject('OUTPUT_RECORDED_ALREADY', { output, evidence: outputs[output], fix: 'nothing more is needed for it' });

const roleOfTheStep: FlowRule<AttachOutput> = ({ step: id }, { template }, { actor }) => {
  const step = template.steps.find((each) => each.id === id);
  return step === undefined ? pass : roleRequired([template.policy.attestation[step.type]], actor.roles);
};

/** A service records the documents that it makes, whether or not there was one before. */
export const mayRecordOutput: readonly FlowRule<OfOutput>[] = [releaseRuns, outputIsKnown];

export const mayAttachOutput: readonly FlowRule<AttachOutput>[] = [
  releaseRuns,
  outputIsKnown,
  noFactMakesIt,
  outputIsOpen,
  roleOfTheStep,
];
