import type { Spanned } from '../adapters/samples/samples.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { release } from '../domain/fixtures.js';
import { observed, questions } from './questions.js';

const since = '2026-11-23T10:00:00.000Z';
const now = '2026-11-23T10:00:03.000Z';
const circumstances = { release, rollout: { status: 'deployed', since } } as Circumstances;
const levels = { p95: 200, p99: 400 };
const always = { from: since, to: now };
const ranges = { recent: always, window: always, burning: always };

const answer = (samples: number, target: string | null = null, slow = 0): Spanned => ({
  target,
  slow,
  measurements: { samples, errors: 0, availability: 1, p95: 10, p99: 20 },
});

describe('what an assessment asks the samples', () => {
  it('is what happened lately, since the last window, and in each window of the error budget', () => {
    const asked = questions(circumstances, levels, ranges);
    expect(asked.slice(0, 2)).toEqual([
      { about: 'recent', ...always, slowerThan: 200 },
      { about: 'window', ...always },
    ]);
    const burning = asked.slice(2);
    expect(
      burning.every(({ about, byTarget, slowerThan }) => about === 'burning' && byTarget && slowerThan === 400),
    ).toBe(true);
    expect(new Set(burning.map((question) => 'window' in question && question.window)).size).toBe(burning.length);
  });

  it('does not reach back behind the beginning of the rollout or a breach', () => {
    const asked = questions(circumstances, levels, ranges).filter(({ about }) => about === 'burning');
    const windows = asked.map((question) => ('window' in question ? [question.window, question.from] : []));
    expect(windows).toContainEqual([2000, '2026-11-23T10:00:01.000Z']);
    expect(windows).toContainEqual([5000, since]);
  });

  it('is the stability window and the whole watch when these are due', () => {
    const due = questions(circumstances, levels, { ...ranges, stability: always, watch: always });
    expect(due.slice(-3)).toEqual([
      { about: 'stability', ...always },
      { about: 'watch', ...always },
      { about: 'watched', ...always, byTarget: true, every: true },
    ]);
  });
});

describe('what the answers say', () => {
  it('is for each question what was measured, and nothing where there were no samples', () => {
    const asked = questions(circumstances, levels, { ...ranges, watch: always });
    const answers = asked.map(({ about }) => {
      if (about === 'recent') return [answer(3, null, 1)];
      if (about === 'watched') return [answer(2, 'home'), answer(1, 'login')];
      return about === 'burning' ? [answer(4, 'home', 2)] : [];
    });
    const seen = observed(asked, answers);
    expect(seen.recent.samples).toBe(3);
    expect(seen.recentSlow).toBe(1);
    expect(seen.window).toEqual({ samples: 0, errors: 0, availability: 0, p95: 0, p99: 0 });
    expect(seen.watched).toEqual({ home: 2, login: 1 });
    expect(seen.watch).toEqual(seen.window);
    expect(seen.stability).toBeUndefined();
    expect(seen.burning).toContainEqual({ ...answer(4, 'home', 2), window: 2000 });
    expect(seen.burning).toHaveLength(asked.filter(({ about }) => about === 'burning').length);
  });
});
