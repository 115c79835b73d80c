import { fieldProblems } from '@slipway/contracts';
import type { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';

/** A kind of timer: what its jobs are called, and what is in them. */
export interface TimerDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: Schema;
}

export type PayloadOf<Timer extends TimerDefinition> = z.output<Timer['payload']>;

/** Declares a timer, once, as a value: `timers.set` takes it, and `@OnTimer` handles it. */
export const defineTimer = <Schema extends z.ZodType>(name: string, payload: Schema): TimerDefinition<Schema> => ({
  name,
  payload,
});

/** The id of one timer, which is the key of its job too: `<name>:<key>:<key>…`. */
export const timerId = ({ name }: TimerDefinition, key: readonly string[]): string => [name, ...key].join(':');

/**
 * The payload of a job, for the handler of its timer.
 * @throws ServiceKitError TIMER_INVALID when its schema refuses it: no repetition helps
 */
export function payloadOf({ name, payload }: TimerDefinition, stored: unknown): unknown {
  const parsed = payload.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new ServiceKitError('TIMER_INVALID', { timer: name, fields: fieldProblems(parsed.error.issues) });
}
