import type { Measurements, ServiceLevels } from '@slipway/contracts';
import { nothingMeasured, type Span, type Spanned } from '../adapters/samples/samples.js';
import { burnWindows } from '../domain/assessment/burn-rate.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import type { Observation } from '../domain/assessment/observation.js';
import { before, type Ranges } from '../domain/assessment/ranges.js';

/** What an assessment asks the samples, by what the answer is for. */
export type Question = Span &
  (
    | { readonly about: 'recent' | 'window' | 'stability' | 'watch' | 'watched' }
    | { readonly about: 'burning'; readonly window: number }
  );

/** All that is due within these ranges. */
export function questions(
  { release, rollout }: Circumstances,
  { p95, p99 }: Pick<ServiceLevels, 'p95' | 'p99'>,
  { recent, window, burning, stability, watch }: Ranges,
): readonly Question[] {
  const lengths = new Set(burnWindows(release, rollout).flatMap(({ long, short }) => [long, short]));
  return [
    { about: 'recent', ...recent, slowerThan: p95 },
    { about: 'window', ...window },
    ...[...lengths].map((length): Question => {
      const since = before(burning.to, length);
      const from = since > burning.from ? since : burning.from;
      return { about: 'burning', window: length, from, to: burning.to, byTarget: true, slowerThan: p99 };
    }),
    ...(stability === undefined ? [] : [{ about: 'stability' as const, ...stability }]),
    ...(watch === undefined
      ? []
      : [
          { about: 'watch' as const, ...watch },
          { about: 'watched' as const, ...watch, byTarget: true, every: true },
        ]),
  ];
}

type Measured = Pick<Observation, 'recent' | 'recentSlow' | 'window' | 'burning' | 'stability' | 'watch' | 'watched'>;

/** What the answers say, in the order of the questions. */
export function observed(asked: readonly Question[], answers: readonly (readonly Spanned[])[]): Measured {
  const answered = asked.map((question, index) => ({ question, answer: answers[index] ?? [] }));
  const to = (about: Question['about']) => answered.find(({ question }) => question.about === about)?.answer;
  const { stability, watch, watched } = { stability: to('stability'), watch: to('watch'), watched: to('watched') };
  return {
    recent: measuredIn(to('recent')),
    recentSlow: to('recent')?.[0]?.slow ?? 0,
    window: measuredIn(to('window')),
    burning: answered.flatMap(({ question, answer }) =>
      question.about === 'burning'
        ? answer.map(({ target, slow, measurements }) => ({
            target: target ?? '',
            window: question.window,
            slow,
            measurements,
          }))
        : [],
    ),
    ...(stability && { stability: measuredIn(stability) }),
    ...(watch && { watch: measuredIn(watch) }),
    ...(watched && {
      watched: Object.fromEntries(watched.map(({ target, measurements }) => [target ?? '', measurements.samples])),
    }),
  };
}

const measuredIn = (answer: readonly Spanned[] | undefined): Measurements =>
  answer?.[0]?.measurements ?? nothingMeasured;
