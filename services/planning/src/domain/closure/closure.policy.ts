import { canonicalIdentity, type Actor, type ReleaseSummary } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { conductOf, conflictingHat } from '@slipway/flow';
import type { Circumstances } from '../release/circumstances.js';
import type { ClosureCommand, CommandOf } from './closure.commands.js';
import { missingForArchive, missingForSignOff, type ClosureState } from './closure.state.js';

export interface ClosureContext extends DecisionContext<Pick<Actor, 'id'>>, Circumstances {
  /** The current release. */
  readonly summary: ReleaseSummary;
}

export type ClosureRejection =
  'RELEASE_ENDED' | 'RELEASE_CLOSED' | 'RETROSPECTIVE_NOT_DRAFTED' | 'CLOSURE_INCOMPLETE' | 'HATS_CONFLICT';

type OfRelease = Pick<ClosureCommand, 'releaseId'>;

/** A rule of one command. */
type ClosureRule<Command> = Rule<Command, ClosureState, ClosureContext, ClosureRejection>;

const releaseHasNotEnded: ClosureRule<OfRelease> = ({ releaseId }, _, { progress }) =>
  progress === 'ended'
    ? reject('RELEASE_ENDED', { releaseId, fix: 'propose another release; this one has ended' })
    : pass;

const notSignedOff: ClosureRule<unknown> = (_, { signedOffBy }) =>
  signedOffBy === undefined ? pass : reject('RELEASE_CLOSED', { signedOffBy, fix: 'nothing more is needed' });

const retrospectiveIsDrafted: ClosureRule<CommandOf<'CompleteRetrospective'>> = (_, { draft }) =>
  draft === undefined
    ? reject('RETROSPECTIVE_NOT_DRAFTED', { fix: 'it is drafted from the trail when the closing step starts' })
    : pass;

const complete = (missing: readonly string[]) =>
  missing.length === 0 ? pass : reject('CLOSURE_INCOMPLETE', { missing, fix: 'add what is missing first' });

const readyForArchive: ClosureRule<CommandOf<'ArchiveRelease'>> = (_, state) => complete(missingForArchive(state));
const readyForSignOff: ClosureRule<CommandOf<'SignOff'>> = (_, state) => complete(missingForSignOff(state));

const signerWearsNoOtherHat: ClosureRule<CommandOf<'SignOff'>> = (_, __, { actor, hats, summary }) => {
  const person = canonicalIdentity(actor.id);
  const wears = conflictingHat(conductOf(summary.policy), hats, { hat: 'signer', person });
  const fix = `have a release manager who is not the ${wears ?? ''} of this release sign it off`;
  return wears === undefined ? pass : reject('HATS_CONFLICT', { hat: 'signer', wears, person, fix });
};

export const mayAdd: readonly ClosureRule<OfRelease>[] = [releaseHasNotEnded, notSignedOff];
export const mayDraft: readonly ClosureRule<CommandOf<'DraftRetrospective'>>[] = [releaseHasNotEnded];
export const mayCompleteRetrospective: readonly ClosureRule<CommandOf<'CompleteRetrospective'>>[] = [
  releaseHasNotEnded,
  notSignedOff,
  retrospectiveIsDrafted,
];
export const mayArchive: readonly ClosureRule<CommandOf<'ArchiveRelease'>>[] = [releaseHasNotEnded, readyForArchive];
export const maySignOff: readonly ClosureRule<CommandOf<'SignOff'>>[] = [
  releaseHasNotEnded,
  notSignedOff,
  signerWearsNoOtherHat,
  readyForSignOff,
];
