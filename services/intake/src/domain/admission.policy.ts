import { fixUnknownRelease, ReviewCompletedInbound, type FieldProblem, type ReviewCompleted } from '@slipway/contracts';
import { firstRejection, pass, reject, type Rule } from '@slipway/decider';
import { payloadInvalid } from './message.policy.js';
import type { InboundRejection } from './rejections.js';

/** A release whose [rv] was taken, and how far it has come. */
export interface KnownRelease {
  readonly releaseId: string;
  readonly product: string;
  readonly version: string;
  readonly environment: string;
  readonly status: string;
}

/** What is known when a completed review comes. */
export interface ReviewState {
  /** The release that has this id already. */
  readonly existing: KnownRelease | undefined;
  /** Whether planning has the template that the review names, or the base flow where it names none. */
  readonly templateKnown: boolean;
  /** What is known of the release that the review says went before it. */
  readonly previous: KnownRelease | undefined;
}

/** What else a completed review is judged by. */
export interface ReviewContext {
  readonly now: string;
  /** The artifacts that the configuration lets nobody fetch. */
  readonly unreachable: readonly FieldProblem[];
}

type Review = ReviewCompleted['data'];
type ReviewRule = Rule<Review, ReviewState, ReviewContext, InboundRejection>;

/** Such a review would be recorded, and nothing could come of it. */
const releaseIsNew: ReviewRule = ({ version }, { existing }) => {
  if (existing === undefined) return pass;
  // A build is another one by its build metadata alone; that of a version which has some is made longer.
  const suffixed = version.includes('+') ? `${version}.2` : `${version}+2`;
  return reject('RELEASE_EXISTS', {
    field: 'data.version',
    existing,
    fix: `a version of a product is released once: for another environment or another attempt send a version of its own, with a pre-release or build suffix, such as ${suffixed}`,
  });
};

const templateIsKnown: ReviewRule = ({ templateId }, { templateKnown }) =>
  templateKnown
    ? pass
    : reject('TEMPLATE_UNKNOWN', {
        field: 'data.templateId',
        templateId,
        fix: 'publish the template first (POST /planning/v1/templates), or leave templateId out for the base flow',
      });

const windowHasNotEnded: ReviewRule = ({ window }, _, { now }) =>
  window.end > now
    ? pass
    : unacceptable('data.window.end', `must be later than now, ${now}: send the window that is still to come`);

/** No step after it could verify the bytes. */
const artifactsCanBeFetched: ReviewRule = (_, __, { unreachable }) =>
  unreachable.length === 0 ? pass : payloadInvalid(eventType, unreachable);

const previousIsAnother: ReviewRule = ({ previousReleaseId, releaseId }) =>
  previousReleaseId === releaseId
    ? unacceptable('data.previousReleaseId', 'names this release itself: name the release that it replaces, or none')
    : pass;

const previousIsKnown: ReviewRule = ({ previousReleaseId }, { previous }) => {
  if (previousReleaseId === undefined || previous !== undefined) return pass;
  return reject('RELEASE_UNKNOWN', {
    field: 'data.previousReleaseId',
    releaseId: previousReleaseId,
    fix: `${fixUnknownRelease}; or leave previousReleaseId out`,
  });
};

/** A rollback brings back what ran there before, and that was of this product and in this environment. */
const previousWasThere: ReviewRule = ({ product, environment }, { previous }) =>
  previous === undefined || (previous.product === product && previous.environment === environment)
    ? pass
    : unacceptable(
        'data.previousReleaseId',
        `names a release of ${previous.product} to ${previous.environment}: name what ${product} ran in ${environment} before, or none`,
      );

const eventType = ReviewCompletedInbound.type;

const unacceptable = (field: string, fix: string) => payloadInvalid(eventType, [{ field, fix }]);

const mayBeReviewed: readonly ReviewRule[] = [
  releaseIsNew,
  templateIsKnown,
  windowHasNotEnded,
  artifactsCanBeFetched,
  previousIsAnother,
  previousIsKnown,
  previousWasThere,
];

/** Whether something can come of a completed review. */
export const reviewAdmitted = (review: Review, state: ReviewState, context: ReviewContext) =>
  firstRejection(mayBeReviewed, review, state, context);

/** What is said of a release that nobody has announced would be on a trail that nobody reads. */
export const releaseIsKnown = (releaseId: string, known: KnownRelease | undefined) =>
  known === undefined ? reject('RELEASE_UNKNOWN', { releaseId, fix: fixUnknownRelease }) : pass;
