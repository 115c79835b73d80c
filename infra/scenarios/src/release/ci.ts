import { templateOf } from '../flows.js';
import { demandDone, type Answer } from '../system/answer.js';
import type { Release } from './release.js';

export type Outcome = 'pass' | 'fail' | 'cancel';

interface Run {
  readonly suite?: string;
  readonly suiteName?: string;
  readonly environment?: string;
  readonly source?: string;
  readonly time?: string;
  readonly digest?: string;
}

/** The reports of a CI about the first artifact of a release, or about the given one. */
export function suiteRan(release: Release, outcome: Outcome, run: Run = {}): Promise<Answer> {
  const { suite = 'unit', suiteName = suite, environment = 'staging', digest = digestOf(release), ...envelope } = run;
  return release.stage.publisher.cdevent({
    type: 'testsuiterun.finished.0.2.0',
    subject: {
      id: `${suite}-run`,
      content: { outcome, testSuite: { id: suite, name: suiteName }, environment: { id: environment } },
    },
    customData: { digest },
    ...envelope,
  });
}

export function pipelineRan(
  release: Release,
  outcome: 'success' | 'failure' | 'cancel',
  run: Omit<Run, 'suite' | 'suiteName'> = {},
): Promise<Answer> {
  const { digest = digestOf(release), source, time } = run;
  return release.stage.publisher.cdevent({
    type: 'pipelinerun.finished.0.2.0',
    subject: { id: 'build-run', content: { pipelineName: 'build', outcome } },
    customData: { digest },
    ...(source === undefined ? {} : { source }),
    ...(time === undefined ? {} : { time }),
  });
}

/** Green evidence for every artifact. */
export async function built(release: Release): Promise<void> {
  for (const { digest } of release.artifacts) {
    demandDone('a pipeline', await pipelineRan(release, 'success', { digest }));
    demandDone('a suite', await suiteRan(release, 'pass', { digest }));
  }
}

/** The signal [rv]; the caller can override parts of it. */
export function reviewed(release: Release, differently: object = {}): Promise<Answer> {
  const { product, version, type, author, reviewers, environment, components, artifacts, window, flow, previous } =
    release.is;
  return release.stage.publisher.publish('dev.slipway.inbound.review.completed.v1', {
    ...{ product, version, releaseType: type, title: `${product} ${version}`, author, reviewers },
    ...{ environment, components, artifacts, window, templateId: templateOf(flow) },
    ...(previous?.id === undefined ? {} : { previousReleaseId: previous.id }),
    ...differently,
  });
}

const environmentChanged = (release: Release, predicate: 'modified' | 'deleted'): Promise<Answer> => {
  const { environment } = release.is;
  return release.stage.publisher.cdevent({
    type: `environment.${predicate}.0.2.0`,
    subject: { id: environment, content: { name: environment } },
    customData: { releaseId: release.id },
  });
};

export async function environmentIsReady(release: Release): Promise<void> {
  demandDone('an environment', await environmentChanged(release, 'modified'));
}

export async function environmentIsGone(release: Release): Promise<void> {
  demandDone('an environment', await environmentChanged(release, 'deleted'));
}

export function incident(release: Release, title: string, environment = release.is.environment): Promise<Answer> {
  return release.stage.publisher.cdevent({
    type: 'incident.detected.0.2.0',
    subject: { id: `incident-${title}`, content: { description: title, environment: { id: environment } } },
    customData: { releaseId: release.id, title },
  });
}

export function rated(release: Release, user: string, rating: number, time?: string): Promise<Answer> {
  const envelope = time === undefined ? {} : { time };
  const feedback = { releaseId: release.id, rating, user };
  return release.stage.publisher.publish('dev.slipway.inbound.feedback.received.v1', feedback, envelope);
}

export const digestOf = ({ artifacts: [first] }: Release): string => first?.digest ?? '';
