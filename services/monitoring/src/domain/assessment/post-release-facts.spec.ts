import { PostReleaseWatchStarted } from '@slipway/contracts';
import { configuration, release } from '../fixtures.js';
import { evolve, initialWatch } from '../watch/watch.state.js';
import { beginning, type Circumstances } from './circumstances.js';
import { postReleaseRules } from './post-release-facts.js';
import { rangesOf } from './ranges.js';

const from = '2026-11-23T10:00:00.000Z';
const to = '2026-12-07T10:00:00.000Z';
const rounds = (14 * 86_400) / 15;

const durations = { ...release.policy.durations, watch: 'P14D', probeInterval: 'PT15S' };
const begun = { id: 'event-1', type: 'x', data: {}, correlationId: 'correlation', occurredAt: from };
const circumstances: Circumstances = {
  ...beginning({ ...release, policy: { ...release.policy, durations } }, begun),
  rollout: { status: 'deployed', since: from },
  monitoringSince: from,
};
const state = evolve(initialWatch, PostReleaseWatchStarted.of({ releaseId: release.releaseId, until: to }));

/** The facts after two weeks in which these targets answered this often, and always well. */
function saidAfter(home: number, search: number) {
  const samples = home + search;
  const watch = { samples, errors: 0, availability: samples === 0 ? 0 : 1, p95: 20, p99: 30 };
  const ranges = rangesOf(circumstances, state, to);
  const measured = { recent: watch, recentSlow: 0, window: watch, burning: [], watch };
  const issues = { raised: 0, resolved: 0, firstHalf: 0, secondHalf: 0 };
  const observation = { ranges, newest: {}, ...measured, opinions: [], issues };
  const known = { state, watch: configuration, circumstances, now: to };
  return postReleaseRules
    .flatMap((rule) => rule({ ...known, observation: { ...observation, watched: { home, search } } }))
    .map(({ data }) => data);
}

describe('two weeks of watching', () => {
  it('are not met by the one round that was probed', () => {
    const seen = { uptime: 2 / rounds, coverage: 0, performanceMet: false, measurements: { availability: 1 } };
    expect(saidAfter(1, 1)).toMatchObject([seen, { uptime: 2 / rounds, met: false }, {}]);
  });

  it('are met when half of them was probed, and every answer was good', () => {
    const seen = { uptime: 1, coverage: 1, performanceMet: true };
    expect(saidAfter(rounds / 2, rounds / 2)).toMatchObject([seen, { uptime: 1, met: true }, {}]);
  });

  it('do not cover a target that was hardly probed', () => {
    expect(saidAfter(rounds, 1)[0]).toMatchObject({ uptime: 1, coverage: 0.5 });
  });

  it('go on while nothing was probed', () => {
    expect(saidAfter(0, 0)).toEqual([]);
  });
});
