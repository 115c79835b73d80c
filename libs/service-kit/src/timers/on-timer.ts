import { Injectable, SetMetadata } from '@nestjs/common';

export const timerKey = 'slipway:timer';

/**
 * The class (a provider) whose `handle(payload)` runs when a timer of this name fires, inside
 * `withCause({ id: 'timer:<id>@<at>', actor: the service })`. It may run again after a crash, so its effects go through aggregates.
 */
export const OnTimer =
  (name: string): ClassDecorator =>
  (target) => {
    Injectable()(target);
    SetMetadata(timerKey, name)(target);
  };
