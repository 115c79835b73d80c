import { pass, reject } from '@slipway/decider';
import type { CommandOf } from './release.commands.js';
import { mayWear, releaseHasNotEnded, type ReleaseRule } from './release.policy.js';

type NameRule = ReleaseRule<CommandOf<'NameAuthor'>>;

/** The deployment was ordered with these artifacts, because of what was proven about them. */
const artifactsAreNotSettled: ReleaseRule<unknown> = (_, { summary }, { progress }) =>
  progress === 'ordered' || progress === 'deploying'
    ? reject('DEPLOYMENT_HAS_BEGUN', {
        releaseId: summary.releaseId,
        fix: 'abort the release, or roll it back, and propose another',
      })
    : pass;

const authorIsUnknown: NameRule = (_, { summary: { author, authorKnown } }) =>
  authorKnown === false
    ? pass
    : reject('AUTHOR_KNOWN', { author, fix: 'nothing more is needed: the review named a known author' });

/** Another name that nobody can resolve would hide the author as the first one does. */
const nameIsAnIdentity: NameRule = ({ named: { known, name: person } }) =>
  known
    ? pass
    : reject('AUTHOR_UNRESOLVED', {
        field: 'person',
        author: person,
        fix: 'name the person as the identity provider does, or have this name added to INTAKE_IDENTITIES',
      });

const authorWearsNoOtherHat: NameRule = ({ named: { name } }, release, context) =>
  mayWear('author', name, release, context);

const namerWearsNoOtherHat: NameRule = (_, release, context) =>
  mayWear('author-namer', context.actor.id, release, context);

export const mayChangeArtifacts: readonly ReleaseRule<CommandOf<'ChangeArtifacts'>>[] = [
  releaseHasNotEnded,
  artifactsAreNotSettled,
];
export const mayCarryOutException: readonly ReleaseRule<CommandOf<'CarryOutException'>>[] = [releaseHasNotEnded];
export const mayReportReadiness: readonly ReleaseRule<CommandOf<'ReportReadiness'>>[] = [releaseHasNotEnded];
export const mayNameAuthor: readonly NameRule[] = [
  releaseHasNotEnded,
  authorIsUnknown,
  nameIsAnIdentity,
  authorWearsNoOtherHat,
  namerWearsNoOtherHat,
];
