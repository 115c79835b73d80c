import { Injectable, SetMetadata } from '@nestjs/common';

export const timerKey = 'slipway:timer';
export const slowKey = 'slipway:timer:slow';

/**
 * The class (a provider) whose `handle(payload)` runs when a timer of this name fires, inside
 * `withCause({ id: 'timer:<id>@<at>', actor: the service })`. It may run again after a crash, so its effects go through aggregates.
 * @param rules.slow whether it waits for other systems: such timers have places of their own, and hold up no others
 */
export const OnTimer =
  (name: string, { slow = false }: { readonly slow?: boolean } = {}): ClassDecorator =>
  (target) => {
    Injectable()(target);
    SetMetadata(timerKey, name)(target);
    SetMetadata(slowKey, slow)(target);
  };
