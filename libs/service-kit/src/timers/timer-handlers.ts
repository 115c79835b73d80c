import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ServiceKitError } from '../service-kit-error.js';
import { timerKey, type TimerMetadata } from './on-timer.js';
import type { RegisteredTimer, TimerHandler } from './timers.js';

/** The `@OnTimer` classes among the application's providers. */
@Injectable()
export class TimerHandlers {
  private found: ReadonlyMap<string, RegisteredTimer> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  byName(): ReadonlyMap<string, RegisteredTimer> {
    this.found ??= this.discover();
    return this.found;
  }

  private discover(): ReadonlyMap<string, RegisteredTimer> {
    const handlers = new Map<string, RegisteredTimer>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const timer = typeof metatype === 'function' ? timerOf(metatype) : undefined;
      if (timer === undefined) continue;
      const { name } = timer.definition;
      const candidate: unknown = instance;
      if (!isHandler(candidate))
        throw new ServiceKitError('TIMER_UNKNOWN', { name, fix: 'its class needs handle(payload)' });
      if (handlers.has(name)) throw new ServiceKitError('TIMER_UNKNOWN', { name, fix: 'only one class may handle it' });
      handlers.set(name, { ...timer, handler: candidate });
    }
    return handlers;
  }
}

const timerOf = (metatype: object): TimerMetadata | undefined =>
  Reflect.getMetadata(timerKey, metatype) as TimerMetadata | undefined;

const isHandler = (candidate: unknown): candidate is TimerHandler<unknown> =>
  typeof candidate === 'object' &&
  candidate !== null &&
  'handle' in candidate &&
  typeof candidate.handle === 'function';
