import {
  DeploymentStarted,
  DeploymentSucceeded,
  FeedbackReceived,
  ReleaseReleased,
  WatchStarted,
  type DomainEvent,
  type ReleaseSummary,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { WatchAnswer } from '../src/api/watch.answer.js';
import type { Application, WatchedSystem } from './watched-system.js';

export interface Kind {
  readonly is: (event: DomainEvent) => boolean;
}

export const patience = { within: 25_000, every: 100 };

/** What tests of a watch do and see, one way for all of them. */
export function watching(system: () => WatchedSystem) {
  const seen = async ({ releaseId }: ReleaseSummary, kind: Kind) =>
    (await system().trail(releaseId))
      .filter((event) => kind.is(event))
      .map(({ data }) => data as Record<string, unknown>);
  const until = (release: ReleaseSummary, ...kinds: Kind[]) =>
    eventually(async () => {
      for (const kind of kinds) expect(await seen(release, kind)).not.toEqual([]);
      return true;
    }, patience);
  const untilTimes = (release: ReleaseSummary, kind: Kind, count: number) =>
    eventually(async () => {
      const found = await seen(release, kind);
      return found.length >= count ? found : undefined;
    }, patience);
  const fromDeployment = ({ releaseId }: ReleaseSummary, fact: DomainEvent) =>
    system().other('deployment').says('deployment', releaseId, fact);
  const planned = ({ releaseId }: ReleaseSummary, fact: DomainEvent) =>
    system().other('planning').says('flow', releaseId, fact);
  return {
    seen,
    until,
    untilTimes,
    planned,
    deploy: (release: ReleaseSummary) => {
      const { releaseId, artifacts, environment } = release;
      const finishedAt = new Date().toISOString();
      const fact = { releaseId, environment, artifacts, criticalErrors: 0, finishedAt };
      return fromDeployment(release, DeploymentSucceeded.of(fact));
    },
    rollOut: (release: ReleaseSummary) => {
      const { releaseId, artifacts, environment } = release;
      const fact = { releaseId, environment, executor: 'local' as const, artifacts, phases: [50, 100] };
      return fromDeployment(release, DeploymentStarted.of(fact));
    },
    rate: ({ releaseId }: ReleaseSummary, user: string, rating: number, occurredAt = new Date().toISOString()) => {
      const origin = { id: `f-${user}-${occurredAt}`, source: '/app', publisher: 'ci', receivedAt: occurredAt };
      const fact = FeedbackReceived.of({ releaseId, rating, user, origin });
      return system().other('intake').says('inbound', releaseId, fact, { occurredAt });
    },
    end: (release: ReleaseSummary) => {
      const { releaseId, product, version } = release;
      return planned(release, ReleaseReleased.of({ releaseId, product, version, signal: 'rl' }));
    },
    started: async (name: string, application: Application) => {
      const release = await system().watched(name, application);
      await system().begin(release, 'coordinate-release');
      await until(release, WatchStarted);
      return release;
    },
    watchOfRelease: async ({ releaseId }: ReleaseSummary) =>
      WatchAnswer.parse((await system().call('GET', releaseId)).body),
  };
}
