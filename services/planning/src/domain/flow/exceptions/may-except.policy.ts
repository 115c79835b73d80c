import { Digest, Duration, DurationName, type Hat } from '@slipway/contracts';
import { pass, reject, type Rejection } from '@slipway/decider';
import { conductOf, conflictingHat, isBetween, weakens } from '@slipway/flow';
import type { ConfirmException, DeclineException, RequestException } from '../flow.commands.js';
import { releaseRuns, roleRequired, type FlowRejection, type FlowRule } from '../flow.policy.js';
import type { FlowRun } from '../flow.state.js';
import { isIrreplaceable, isSettled, subjectsOf, type Subject } from './exception-subjects.js';
import type { FlowException } from './exception.state.js';

type RequestRule = FlowRule<RequestException>;
type Refusal = Rejection<FlowRejection> | undefined;

const policyOf = ({ release }: FlowRun, kind: FlowException['kind']) => conductOf(release.policy).exceptions[kind];

const roleMayAsk: RequestRule = ({ kind }, run, { actor }) =>
  roleRequired(policyOf(run, kind).requestedBy, actor.roles);

function hatsAllow(hat: Hat, run: FlowRun, person: string): Refusal {
  const wears = conflictingHat(conductOf(run.release.policy), run.hats, { hat, person });
  return wears === undefined
    ? pass
    : reject('HATS_CONFLICT', { hat, wears, person, fix: `ask someone who is not the ${wears} of this release` });
}

const requesterMayAsk: RequestRule = (_, run, { actor }) => hatsAllow('exception-requester', run, actor.id);

const invalid = (field: string, fix: string) => reject('EXCEPTION_INVALID', { field, fix });

/** The request names an item of the flow that an exception can be about. */
const subjectIsValid: RequestRule = (command, run) => {
  switch (command.kind) {
    case 'waiver':
      return itemsAreValid(command, run, () => pass);
    case 'attestation':
      return itemsAreValid(command, run, (subject) => factsWouldProve(subject, command));
    case 'duration':
      return durationIsValid(command, run);
    case 'freeze':
      return freezeIsValid(command, run);
    case 'check-plan':
    case 'watch':
      return command.items.join() === command.kind && Digest.safeParse(command.to).success
        ? pass
        : invalid('to', `name ["${command.kind}"] as items, and in "to" the digest that the refusal named`);
    case 'rehearsal':
      return command.items.length === 0 ? pass : invalid('items', 'name nothing: a release has one rehearsal');
  }
};

function itemsAreValid({ items }: RequestException, run: FlowRun, further: (subject: Subject) => Refusal): Refusal {
  if (items.length === 0) return invalid('items', 'name the items as GET …/flow lists them');
  const subjects = subjectsOf(run);
  for (const item of items) {
    const subject = subjects.find(({ id }) => id === item);
    if (subject === undefined)
      return reject('ITEM_UNKNOWN', { item, fix: 'name items of the flow as GET …/flow lists them' });
    if (isIrreplaceable(subject))
      return reject('ITEM_CANNOT_BE_EXCEPTED', { item, fix: 'meet it, or abort or roll back the release' });
    if (isSettled(run, subject))
      return reject('ITEM_NEEDS_NO_EXCEPTION', { item, fix: 'leave it out: nothing more is needed for it' });
    const refusal = further(subject);
    if (refusal !== undefined) return refusal;
  }
  return pass;
}

/** An item that no fact can prove needs no exception: it is attested. An attestation needs evidence. */
function factsWouldProve({ id, kind, facts, attestable }: Subject, { evidence }: RequestException): Refusal {
  if (kind === 'gate' || kind === 'output')
    return reject('ITEM_CANNOT_BE_EXCEPTED', { item: id, fix: 'a gate or an output can be waived, not attested' });
  if (facts === undefined || attestable === true)
    return reject('ITEM_NEEDS_NO_EXCEPTION', { item: id, fix: `attest it: POST …/attestations` });
  if (evidence.length === 0)
    return reject('EVIDENCE_REQUIRED', {
      field: 'evidence',
      fix: 'upload a document to intake and name its digest here',
    });
  return pass;
}

const [shortest, longest] = ['PT1S', 'P10Y'];

function durationIsValid({ items, to = '' }: RequestException, { release: { policy } }: FlowRun): Refusal {
  const duration = DurationName.safeParse(items[0]);
  if (items.length !== 1 || !duration.success)
    return invalid('items', `name one of ${DurationName.options.join(', ')}`);
  if (!Duration.safeParse(to).success || !isBetween(to, shortest, longest))
    return invalid('to', `name a duration from ${shortest} to ${longest}`);
  const from = policy.durations[duration.data];
  return weakens(conductOf(policy), duration.data, { from, to })
    ? pass
    : reject('ITEM_NEEDS_NO_EXCEPTION', {
        item: duration.data,
        fix: 'change it without an exception: POST …/durations',
      });
}

function freezeIsValid({ items }: RequestException, { release: { policy, type } }: FlowRun): Refusal {
  if (items.length === 0) return invalid('items', 'name the freezes as GET /planning/v1/freezes lists them');
  return policy.freezeOverride
    ? pass
    : reject('FREEZE_CANNOT_BE_OVERRIDDEN', { releaseType: type, fix: 'choose a window outside of the freeze' });
}

const askedOnce: RequestRule = ({ kind, items, to }, { exceptions }) => {
  const same = Object.values(exceptions).find(
    (each) =>
      each.kind === kind &&
      each.status !== 'declined' &&
      each.to === to &&
      [...each.items].sort().join() === [...items].sort().join(),
  );
  return same === undefined
    ? pass
    : reject('EXCEPTION_REQUESTED_ALREADY', {
        exceptionId: same.exceptionId,
        status: same.status,
        fix: same.status === 'granted' ? 'nothing more is needed' : 'have a second person confirm it',
      });
};

/** A release that needs more exceptions should not be released. */
const mostExceptions = 500;

const fewEnoughWereAsked: RequestRule = (_, { exceptions }) =>
  Object.keys(exceptions).length < mostExceptions
    ? pass
    : reject('TOO_MANY_EXCEPTIONS', { most: mostExceptions, fix: 'abort this release, and propose another' });

/** Who may request which exception, in the order in which people read the refusals. */
export const mayRequestException: readonly RequestRule[] = [
  releaseRuns,
  roleMayAsk,
  requesterMayAsk,
  subjectIsValid,
  askedOnce,
  fewEnoughWereAsked,
];

type DecisionRule = FlowRule<Pick<ConfirmException, 'exceptionId'>>;

const exceptionIsKnown: DecisionRule = ({ exceptionId }, { exceptions }) =>
  exceptions[exceptionId] === undefined
    ? reject('EXCEPTION_UNKNOWN', { exceptionId, known: Object.keys(exceptions), fix: 'name one of those known' })
    : pass;

const exceptionIsOpen: DecisionRule = ({ exceptionId }, { exceptions }) => {
  const status = exceptions[exceptionId]?.status;
  return status === 'requested'
    ? pass
    : reject('EXCEPTION_DECIDED_ALREADY', { exceptionId, status, fix: 'ask for another one' });
};

const roleMayConfirm: DecisionRule = ({ exceptionId }, run, { actor }) => {
  const exception = run.exceptions[exceptionId];
  return exception === undefined ? pass : roleRequired(policyOf(run, exception.kind).confirmedBy, actor.roles);
};

const secondPersonConfirms: DecisionRule = ({ exceptionId }, { exceptions }, { actor }) =>
  exceptions[exceptionId]?.requestedBy === actor.id
    ? reject('SECOND_PERSON_REQUIRED', { requestedBy: actor.id, fix: 'have someone else confirm your request' })
    : pass;

const confirmerMayConfirm: DecisionRule = (_, run, { actor }) => hatsAllow('exception-confirmer', run, actor.id);

export const mayConfirmException: readonly DecisionRule[] = [
  releaseRuns,
  exceptionIsKnown,
  exceptionIsOpen,
  roleMayConfirm,
  secondPersonConfirms,
  confirmerMayConfirm,
];

/** Those who may confirm it decline it; who asked for it takes it back. */
const requesterOrConfirmerDeclines: FlowRule<DeclineException> = (command, run, context) =>
  run.exceptions[command.exceptionId]?.requestedBy === context.actor.id ? pass : roleMayConfirm(command, run, context);

export const mayDeclineException: readonly FlowRule<DeclineException>[] = [
  releaseRuns,
  exceptionIsKnown,
  exceptionIsOpen,
  requesterOrConfirmerDeclines,
];
