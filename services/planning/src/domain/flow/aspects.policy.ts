import {
  ApprovalObtained,
  ArtifactsVerified,
  digestsOf,
  EnvironmentPrepared,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  sameDigests,
  SecondReviewGiven,
  TestsConfirmed,
  WindowReached,
  type DomainEvent,
  type EventDefinition,
  type EventOf,
  type ReleaseSummary,
} from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import { retractionsOf, takesBack } from './retractions.policy.js';

/** What of a release a fact may be about, so that it counts for nothing else. */
export type Aspect = 'artifacts' | 'window' | 'environment';

interface Statement {
  readonly type: string;
  readonly about: Aspect;
  agrees(fact: DomainEvent, release: ReleaseSummary): boolean;
}

/** Facts that are true of a release only while it has the aspects that they name. */
const statements: readonly Statement[] = [
  statement('artifacts', ApprovalObtained, ({ digests }, release) => carries(release, digests)),
  statement('artifacts', SecondReviewGiven, ({ digests }, release) => carries(release, digests)),
  statement('artifacts', QualityEvidenceConfirmed, ({ digests }, release) => carries(release, digests)),
  statement('artifacts', ArtifactsVerified, ({ artifacts }, release) => carries(release, digestsOf(artifacts))),
  statement('artifacts', TestsConfirmed, ({ digests }, release) => carries(release, digests)),
  statement('artifacts', PreReleaseGateDecided, ({ digests }, release) => carries(release, digests)),
  statement('window', WindowReached, ({ window }, release) => sameContent(window, release.window)),
  statement('environment', EnvironmentPrepared, ({ environment }, release) => environment === release.environment),
];

function statement<Definition extends EventDefinition>(
  about: Aspect,
  { type }: Definition,
  agrees: (data: EventOf<Definition>['data'], release: ReleaseSummary) => boolean,
): Statement {
  return { type, about, agrees: ({ data }, release) => agrees(data, release) };
}

/** A fact without digests proves nothing about any artifact. */
const carries = ({ artifacts }: ReleaseSummary, digests: readonly string[] = []): boolean =>
  sameDigests(digests, digestsOf(artifacts));

const statementOf = (type: string): Statement | undefined => statements.find((each) => each.type === type);

/** What facts of this type are about; nothing when they are true of a release whatever becomes of it. */
export const aspectOf = (type: string): Aspect | undefined => statementOf(type)?.about;

/** Whether the fact is about the current release. */
export const agreesWith = (fact: DomainEvent, release: ReleaseSummary): boolean =>
  statementOf(fact.type)?.agrees(fact, release) ?? true;

/** The differences between two states of a release, as far as facts depend on them. */
export function changedAspects(before: ReleaseSummary, after: ReleaseSummary): Aspect[] {
  const artifacts = !sameDigests(digestsOf(before.artifacts), digestsOf(after.artifacts));
  const window = !sameContent(before.window, after.window);
  return [...(artifacts ? ['artifacts' as const] : []), ...(window ? ['window' as const] : [])];
}

/** The types of the facts that depend on these parts of a release, and of the facts that retract them. */
export const typesAboutAspects: readonly string[] = [
  ...new Set(statements.flatMap(({ type }) => [type, ...retractionsOf({ type })])),
];

/** Of the facts of a trail, in its order, those about aspects that the release has, and that no later fact took back. */
export function currentFacts<Fact extends DomainEvent>(facts: readonly Fact[], release: ReleaseSummary): Fact[] {
  return facts.filter(
    (fact, at) =>
      aspectOf(fact.type) !== undefined &&
      agreesWith(fact, release) &&
      !facts.slice(at + 1).some((later) => takesBack(later, { type: fact.type })),
  );
}
