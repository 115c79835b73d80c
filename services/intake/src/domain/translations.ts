import {
  ArtifactPublished,
  ArtifactPublishedInbound,
  digestInPackageUrl,
  EnvironmentCreated,
  EnvironmentDeleted,
  EnvironmentLost,
  EnvironmentModified,
  environmentNamed,
  EnvironmentPrepared,
  FeedbackReceived,
  FeedbackReceivedInbound,
  IncidentDetected,
  IncidentReported,
  canonicalIdentity,
  identify,
  outcomeOf,
  OutsideDeploymentReported,
  PipelineFinished,
  PipelineRunFinished,
  releaseIdOf,
  ReviewCompleted,
  ReviewCompletedInbound,
  ServiceDeployed,
  ServiceRolledBack,
  ServiceUpgraded,
  TestSuiteFinished,
  TestSuiteRunFinished,
  type CatalogedInbound,
  type Identities,
  type InboundOf,
  type Origin,
} from '@slipway/contracts';
import type { Rejection } from '@slipway/decider';
import { reviewersBesides, someoneIsKnown } from './identities.js';
import type { InboundFact } from './inbound.policy.js';
import { payloadInvalid } from './message.policy.js';

/** The fact for a message, and the trail that it belongs to. */
export interface Translated {
  readonly fact: InboundFact;
  /** The release, when the message names one; else the artifact. */
  readonly trail: string;
  /** The release that the message is about, where it names one; a completed review brings its own. */
  readonly about?: string;
}

/** What a translation may know beside the message. */
export interface Surroundings {
  readonly origin: Origin;
  readonly identities: Identities;
}

type Translation<Data> = (data: Data, around: Surroundings) => Translated | Rejection<'PAYLOAD_INVALID'>;

const present = <Value>(name: string, value: Value | undefined) => (value === undefined ? {} : { [name]: value });

const onRelease = (fact: InboundFact, releaseId: string): Translated => ({ fact, trail: releaseId, about: releaseId });

const onArtifact = (fact: InboundFact, digest: string, releaseId: string | undefined): Translated =>
  releaseId === undefined ? { fact, trail: `artifact-${digest.slice('sha256:'.length)}` } : onRelease(fact, releaseId);

/** The schemas refuse data without the fields that they check together. */
function checked<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new RangeError(`the schema let through what has no ${what}`);
  return value;
}

const digestOf = (packageUrl: string, digest: string | undefined): string =>
  checked(digest ?? digestInPackageUrl(packageUrl), 'digest');

const reviewCompleted: Translation<InboundOf<typeof ReviewCompletedInbound>> = (data, { origin, identities }) => {
  const author = identify(data.author, identities);
  const reviewers = reviewersBesides(author, data.reviewers, identities);
  if (reviewers.length === 0) {
    const fix = `name somebody who reviewed it and is not its author (${author.name})`;
    return payloadInvalid(ReviewCompletedInbound.type, [{ field: 'data.reviewers', fix }]);
  }
  if (!someoneIsKnown(reviewers, identities)) {
    const fix = `name a reviewer as the identity provider does, or add ${reviewers.join(', ')} to INTAKE_IDENTITIES: a name that nobody knows may be one of the author`;
    return payloadInvalid(ReviewCompletedInbound.type, [{ field: 'data.reviewers', fix }]);
  }
  const releaseId = releaseIdOf(data);
  const people = { author: author.name, ...(author.known ? {} : { authorKnown: false }), reviewers };
  return { fact: ReviewCompleted.of({ ...data, ...people, releaseId, origin }), trail: releaseId };
};

const pipelineFinished: Translation<InboundOf<typeof PipelineRunFinished>> = (
  { subject, customData: { digest, releaseId } },
  { origin },
) => {
  const { pipelineName, outcome, uri, url } = subject.content;
  const fact = PipelineFinished.of({
    digest,
    pipeline: pipelineName ?? subject.id,
    outcome: checked(outcomeOf(outcome), 'outcome'),
    ...present('uri', uri ?? url),
    origin,
  });
  return onArtifact(fact, digest, releaseId);
};

const testSuiteFinished: Translation<InboundOf<typeof TestSuiteRunFinished>> = (
  { subject, customData: { digest, releaseId } },
  { origin },
) => {
  const { outcome, testSuite, environment } = subject.content;
  const fact = TestSuiteFinished.of({
    digest,
    suite: testSuite?.name ?? testSuite?.id ?? subject.id,
    suiteId: testSuite?.id ?? testSuite?.name ?? subject.id,
    ...present('environment', environment?.id),
    outcome: checked(outcomeOf(outcome), 'outcome'),
    ...present('uri', testSuite?.uri),
    origin,
  });
  return onArtifact(fact, digest, releaseId);
};

const artifactPublished: Translation<InboundOf<typeof ArtifactPublishedInbound>> = (
  { subject, customData },
  { origin },
) => {
  const digest = digestOf(subject.id, customData.digest);
  const { name = subject.id, uri = subject.id, releaseId } = customData;
  return onArtifact(ArtifactPublished.of({ digest, name, uri, origin }), digest, releaseId);
};

const environmentPrepared: Translation<InboundOf<typeof EnvironmentCreated>> = (
  { subject, customData },
  { origin },
) => {
  const { releaseId } = customData;
  const { uri, url } = subject.content;
  const environment = checked(environmentNamed(subject.id, customData), 'environment');
  const fact = EnvironmentPrepared.of({ releaseId, environment, ...present('uri', uri ?? url), origin });
  return onRelease(fact, releaseId);
};

const environmentLost: Translation<InboundOf<typeof EnvironmentDeleted>> = ({ subject, customData }, { origin }) => {
  const { releaseId, reason = 'deleted' } = customData;
  const environment = checked(environmentNamed(subject.id, customData), 'environment');
  return onRelease(EnvironmentLost.of({ releaseId, environment, reason, origin }), releaseId);
};

const outsideDeployment =
  (rolledBack: boolean): Translation<InboundOf<typeof ServiceDeployed>> =>
  ({ subject, customData }, { origin }) => {
    const { releaseId, weight = 100 } = customData;
    const brought = customData.outcome ?? (weight === 100 ? 'success' : 'progressing');
    const fact = OutsideDeploymentReported.of({
      releaseId,
      environment: checked(environmentNamed(subject.content.environment.id, customData), 'environment'),
      digest: digestOf(subject.content.artifactId ?? '', customData.digest),
      weight,
      outcome: rolledBack ? 'rolled-back' : brought,
      origin,
    });
    return onRelease(fact, releaseId);
  };

const incidentReported: Translation<InboundOf<typeof IncidentDetected>> = ({ subject, customData }, { origin }) => {
  const { releaseId, title } = customData;
  const { description = '', environment } = subject.content;
  const fact = IncidentReported.of({
    releaseId,
    title: title ?? (firstLine(description) || `Incident ${subject.id}`.slice(0, longestTitle)),
    detail: description,
    ...present('environment', environmentNamed(environment?.id, customData)),
    incident: subject.id,
    origin,
  });
  return onRelease(fact, releaseId);
};

const longestTitle = 200;

/** The longest title that is made of a long text. */
const firstLine = (text: string): string =>
  (text.trim().split(/[\r\n\u2028\u2029]/u, 1)[0] ?? '')
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .slice(0, longestTitle)
    .trim();

/** One user is one, in whatever spelling they come. */
const feedbackReceived: Translation<InboundOf<typeof FeedbackReceivedInbound>> = (data, { origin, identities }) => {
  const user = canonicalIdentity(identify(data.user, identities).name);
  return onRelease(FeedbackReceived.of({ ...data, user, origin }), data.releaseId);
};

type Translations = {
  readonly [Definition in CatalogedInbound as Definition['type']]: Translation<InboundOf<Definition>>;
};

/** What each type of the inbound catalog becomes: one that is missing here does not compile. */
const translations: Translations = {
  [ReviewCompletedInbound.type]: reviewCompleted,
  [PipelineRunFinished.type]: pipelineFinished,
  [TestSuiteRunFinished.type]: testSuiteFinished,
  [ArtifactPublishedInbound.type]: artifactPublished,
  [EnvironmentCreated.type]: environmentPrepared,
  [EnvironmentModified.type]: environmentPrepared,
  [EnvironmentDeleted.type]: environmentLost,
  [ServiceDeployed.type]: outsideDeployment(false),
  [ServiceUpgraded.type]: outsideDeployment(false),
  [ServiceRolledBack.type]: outsideDeployment(true),
  [IncidentDetected.type]: incidentReported,
  [FeedbackReceivedInbound.type]: feedbackReceived,
};

/** Translates data that the schema of the definition has accepted. */
export const translationOf = ({ type }: CatalogedInbound): Translation<unknown> =>
  translations[type] as Translation<unknown>;
