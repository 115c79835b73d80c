import { randomUUID } from 'node:crypto';
import { ServiceUnderTest, type Answer, type Call } from '@slipway/testing/services';
import { startService, type RunningService } from '../src/index.js';
import { CounterModule } from './counter-service.js';

/** The counter service, which stands for any that the kit makes. */
export type CounterSystem = ServiceUnderTest<RunningService>;

export const startCounterSystem = (settings: Readonly<Record<string, string>> = {}): Promise<CounterSystem> =>
  ServiceUnderTest.start({
    name: 'planning',
    environment: settings,
    launch: (environment) => startService(CounterModule, { service: 'planning', environment }),
  });

export const count = (system: CounterSystem, id: string, by: number, call: Call = {}): Promise<Answer> =>
  system.call('POST', `v1/counters/${id}/count`, { as: 'ada', key: randomUUID(), body: { by }, ...call });

export const newId = (): string => `c-${randomUUID().slice(0, 8)}`;
