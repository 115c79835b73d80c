import type { DurationName, ExceptionGranted } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import { conductOf, isBetween, millisecondsOf, weakens } from '@slipway/flow';
import type { FlowException } from '../flow/exceptions/exception.state.js';
import { exceptionRequired } from './exception-required.policy.js';
import type { CommandOf } from './release.commands.js';
import { mayWear, releaseHasNotEnded, type ReleaseRule } from './release.policy.js';
import type { ProposedRelease } from './release.state.js';

type OverrideDuration = CommandOf<'OverrideDuration'>;

const [shortest, longest] = ['PT1S', 'P10Y'];

/** Timers use it: none is allowed to fire without end, or beyond the calendar. */
export const isUsable = (duration: string): boolean => isBetween(duration, shortest, longest);

const durationIsUsable: ReleaseRule<OverrideDuration> = ({ to }) =>
  isUsable(to)
    ? pass
    : reject('DURATION_OUT_OF_RANGE', { field: 'to', to, fix: `choose one from ${shortest} to ${longest}` });

function isWeaker({ duration, to }: Pick<OverrideDuration, 'duration' | 'to'>, { summary }: ProposedRelease): boolean {
  const from = summary.policy.durations[duration];
  return weakens(conductOf(summary.policy), duration, { from, to });
}

/** The granted exception that lets the duration be exactly this. */
export const exceptionFor = (
  { duration, to }: Pick<OverrideDuration, 'duration' | 'to'>,
  granted: readonly FlowException[],
): FlowException | undefined =>
  granted.find(
    (each) =>
      each.kind === 'duration' &&
      each.items.includes(duration) &&
      each.to !== undefined &&
      millisecondsOf(each.to) === millisecondsOf(to),
  );

const weakeningIsNotByAuthor: ReleaseRule<OverrideDuration> = (command, release, context) =>
  isWeaker(command, release) ? mayWear('exception-requester', context.actor.id, release, context) : pass;

const weakeningIsExcepted: ReleaseRule<OverrideDuration> = (command, release, { granted }) => {
  const { duration, to } = command;
  if (!isWeaker(command, release) || exceptionFor(command, granted) !== undefined) return pass;
  const from = release.summary.policy.durations[duration];
  return exceptionRequired(release, { kind: 'duration', items: [duration], from, to });
};

export const mayOverrideDuration: readonly ReleaseRule<OverrideDuration>[] = [
  releaseHasNotEnded,
  durationIsUsable,
  weakeningIsNotByAuthor,
  weakeningIsExcepted,
];

/** The durations that a granted exception changes. */
export const durationsIn = ({ items }: ExceptionGranted['data'], { summary }: ProposedRelease): DurationName[] =>
  items.filter((item): item is DurationName => Object.hasOwn(summary.policy.durations, item));
