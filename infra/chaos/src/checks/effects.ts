import type { Taken } from '@slipway/scenarios';
import { some, type Check } from './check.js';

/** Effects that happen exactly once for a release, whatever happens to the system. */
const onceARelease = new Set(
  ['planning.flow-started', 'planning.release-released', 'planning.release-archived', 'planning.stakeholders-notified']
    .concat(['deployment.started', 'deployment.succeeded', 'intake.review-completed', 'monitoring.watch-started'])
    .map((fact) => `dev.slipway.${fact}.v1`),
);

export const factsAreOnce: Check = {
  promise: 'a release is started, deployed, announced and released once',
  heals: false,
  findings: ({ found: { log } }) => {
    const facts = log.filter(({ type }) => onceARelease.has(type)).map(({ trail, type }) => `${type} of ${trail}`);
    const doubled = facts.filter((fact, place) => facts.indexOf(fact) !== place);
    return some('more than once', 'GET /audit/v1/releases/<release>/timeline', doubled);
  },
};

interface Acceptance {
  readonly stream: string;
  readonly streamPosition: number;
}

const isAcceptance = (body: object): body is Acceptance => 'stream' in body && 'streamPosition' in body;

export const whatWasTakenIsStored: Check = {
  promise: 'what a door has taken is in the store',
  heals: false,
  findings: async ({ ground: { database }, taken }) => {
    const rows = await database.ask<{ stream: string; last: number }>(
      'SELECT stream, max(stream_position)::int AS last FROM store.events GROUP BY stream',
    );
    const last = new Map(rows.map(({ stream, last: position }) => [stream, position]));
    const lost = taken.filter(
      ({ answer: { body } }) => isAcceptance(body) && (last.get(body.stream) ?? 0) < body.streamPosition,
    );
    return some('taken, and not stored', 'the service that answered', lost.map(described));
  },
};

const described = ({ path, answer }: Taken): string => `${path} ${JSON.stringify(answer.body).slice(0, 120)}`;
