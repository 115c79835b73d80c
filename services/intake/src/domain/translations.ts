import {
  ArtifactPublished,
  ArtifactPublishedInbound,
  digestInPackageUrl,
  EnvironmentCreated,
  EnvironmentModified,
  EnvironmentPrepared,
  FeedbackReceived,
  FeedbackReceivedInbound,
  IncidentDetected,
  IncidentReported,
  OutsideDeploymentReported,
  PipelineFinished,
  PipelineRunFinished,
  ReviewCompleted,
  ReviewCompletedInbound,
  ServiceDeployed,
  ServiceRolledBack,
  ServiceUpgraded,
  TestSuiteFinished,
  TestSuiteRunFinished,
  type InboundDefinition,
  type InboundOf,
  type Origin,
} from '@slipway/contracts';
import type { InboundFact } from './inbound.decider.js';

/** What a message says in our words, and where it belongs. */
export interface Translated {
  readonly fact: InboundFact;
  /** The release, when the message names one; else the artifact. */
  readonly trail: string;
}

/** From data that its schema has accepted. */
export type Translation = (data: unknown, origin: Origin) => Translated;

const when = <Definition extends InboundDefinition>(
  { type }: Definition,
  translate: (data: InboundOf<Definition>, origin: Origin) => Translated,
): readonly [string, Translation] => [type, (data, origin) => translate(data as InboundOf<Definition>, origin)];

const artifactTrail = (digest: string): string => `artifact-${digest.slice('sha256:'.length)}`;

const present = <Value>(name: string, value: Value | undefined) => (value === undefined ? {} : { [name]: value });

/** The schemas let nothing through that lacks its digest. */
function digestOf(packageUrl: string, digest: string | undefined): string {
  const found = digest ?? digestInPackageUrl(packageUrl);
  if (found === undefined) throw new RangeError(`no digest in '${packageUrl}'`);
  return found;
}

const environmentPrepared = (
  { subject, customData }: InboundOf<typeof EnvironmentCreated>,
  origin: Origin,
): Translated => {
  const { releaseId } = customData;
  const { name, uri, url } = subject.content;
  const fact = EnvironmentPrepared.of({
    releaseId,
    environment: name ?? subject.id,
    ...present('uri', uri ?? url),
    origin,
  });
  return { fact, trail: releaseId };
};

const outsideDeployment =
  (rolledBack: boolean) =>
  ({ subject, customData }: InboundOf<typeof ServiceDeployed>, origin: Origin): Translated => {
    const { releaseId, weight = 100 } = customData;
    const brought = customData.outcome ?? (weight === 100 ? 'success' : 'progressing');
    const fact = OutsideDeploymentReported.of({
      releaseId,
      environment: subject.content.environment.id,
      digest: digestOf(subject.content.artifactId ?? '', customData.digest),
      weight,
      outcome: rolledBack ? 'rolled-back' : brought,
      origin,
    });
    return { fact, trail: releaseId };
  };

/** What each inbound type becomes. */
export const translations: ReadonlyMap<string, Translation> = new Map([
  when(ReviewCompletedInbound, (data, origin) => {
    const releaseId = `${data.product}-${data.version}`;
    return { fact: ReviewCompleted.of({ ...data, releaseId, origin }), trail: releaseId };
  }),
  when(PipelineRunFinished, ({ subject, customData: { digest, releaseId } }, origin) => {
    const { pipelineName, outcome, uri, url } = subject.content;
    const fact = PipelineFinished.of({
      digest,
      pipeline: pipelineName ?? subject.id,
      outcome: outcome === 'success' ? 'success' : 'failure',
      ...present('uri', uri ?? url),
      origin,
    });
    return { fact, trail: releaseId ?? artifactTrail(digest) };
  }),
  when(TestSuiteRunFinished, ({ subject, customData: { digest, releaseId } }, origin) => {
    const { outcome, testSuite, environment } = subject.content;
    const fact = TestSuiteFinished.of({
      digest,
      suite: testSuite.name ?? testSuite.id,
      ...present('environment', environment?.id),
      outcome: outcome === 'pass' ? 'success' : 'failure',
      ...present('uri', testSuite.uri),
      origin,
    });
    return { fact, trail: releaseId ?? artifactTrail(digest) };
  }),
  when(ArtifactPublishedInbound, ({ subject, customData }, origin) => {
    const digest = digestOf(subject.id, customData?.digest);
    const fact = ArtifactPublished.of({
      digest,
      name: customData?.name ?? subject.id,
      uri: customData?.uri ?? subject.id,
      origin,
    });
    return { fact, trail: customData?.releaseId ?? artifactTrail(digest) };
  }),
  when(EnvironmentCreated, environmentPrepared),
  when(EnvironmentModified, environmentPrepared),
  when(ServiceDeployed, outsideDeployment(false)),
  when(ServiceUpgraded, outsideDeployment(false)),
  when(ServiceRolledBack, outsideDeployment(true)),
  when(IncidentDetected, ({ subject, customData: { releaseId, title } }, origin) => {
    const { description } = subject.content;
    const fact = IncidentReported.of({ releaseId, title: title ?? description, detail: description, origin });
    return { fact, trail: releaseId };
  }),
  when(FeedbackReceivedInbound, (data, origin) => ({
    fact: FeedbackReceived.of({ ...data, origin }),
    trail: data.releaseId,
  })),
]);
