import { applyDecorators, Injectable, SetMetadata, type Type } from '@nestjs/common';
import type { z } from 'zod';
import type { TimerDefinition } from './define-timer.js';
import type { TimerHandler } from './timers.js';

export const timerKey = 'slipway:timer';

export interface TimerMetadata {
  readonly definition: TimerDefinition;
  readonly slow: boolean;
}

/**
 * The class (a provider) whose `handle(payload)` runs when a timer of this kind fires, inside `withCause({ id:
 * 'timer:<id>@<at>', actor: the service })`. The payload matches the schema of the timer; one that does not is given
 * up. It can run again after a crash, so its effects go through aggregates.
 * @param rules.slow whether it waits for other systems: slow timers have workers of their own, and do not block others
 */
export function OnTimer<Schema extends z.ZodType>(
  definition: TimerDefinition<Schema>,
  { slow = false }: { readonly slow?: boolean } = {},
): (target: Type<TimerHandler<z.output<Schema>>>) => void {
  return applyDecorators(Injectable(), SetMetadata(timerKey, { definition, slow } satisfies TimerMetadata));
}
