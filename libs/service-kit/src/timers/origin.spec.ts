import { currentCause, withCause } from '@slipway/messaging';
import { onBehalfOf, Origin, originOfCause } from './origin.js';

const actor = { id: 'validation', kind: 'service' as const, roles: [] };
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const causedBy = '0199aaaa-0000-7000-8000-000000000001';
const event = { id: 'event', actor, correlationId: 'errand', causedBy, traceparent };
const timer = { id: 'timer:1@now', actor, correlationId: 'timer' };
const here = () => Promise.resolve(currentCause());

it('is what caused the setting of a timer, as its payload can hold it', async () => {
  const origin = await withCause(event, () => Promise.resolve(originOfCause()));
  expect(origin).toEqual({ correlationId: 'errand', causedBy, traceparent });
  expect(Origin.parse(JSON.parse(JSON.stringify(origin)))).toEqual(origin);
  expect(await withCause(timer, () => Promise.resolve(originOfCause()))).toEqual({ correlationId: 'timer' });
});

it('is why the work is done, under the id of the timer that does it', async () => {
  const origin = { correlationId: 'errand', causedBy, traceparent };
  expect(await withCause(timer, () => onBehalfOf(origin, here))).toEqual({ ...event, id: timer.id });
});

it('leaves the id to work that several timers may do', async () => {
  const done = await withCause(timer, () => onBehalfOf({ correlationId: 'errand' }, here, 'deploy:shop-1.1.0:7'));
  expect(done).toEqual({ id: 'deploy:shop-1.1.0:7', actor, correlationId: 'errand' });
});
