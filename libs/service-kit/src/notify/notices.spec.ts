import { currentCause, withCause } from '@slipway/messaging';
import { ServiceKitError } from '../service-kit-error.js';
import type { Channels } from './channels.js';
import { z } from 'zod';
import { defineNotice, firstAttempt, Notices } from './notices.js';

const start = '2026-11-23T10:00:00.000Z';
const actor = { id: 'issues', kind: 'service' as const, roles: [] };
const event = { id: 'event', actor, correlationId: 'errand', causedBy: '0199aaaa-0000-7000-8000-000000000001' };
const timer = { id: 'timer:1@now', actor, correlationId: 'timer' };
const Notify = defineNotice({ releaseId: z.string() });
const releaseId = 'shop-1.1.0';
const origin = { correlationId: 'errand', causedBy: event.causedBy };
const first = { key: ['1', 'email'], audience: 'support', channel: 'email', rank: 0, attempt: 1, origin, releaseId };

const refusing = () => Promise.reject(new ServiceKitError('CHANNEL_FAILED', { channel: 'email', reason: 'refused' }));

function noticesOn(deliver: Channels['deliver']) {
  const set: { readonly at: string; readonly payload: unknown }[] = [];
  const timers = {
    set: (_: unknown, { at, payload }: { at: string; payload: unknown }) =>
      Promise.resolve(void set.push({ at, payload })),
    cancel: () => Promise.resolve(),
  };
  const notices = new Notices({ names: () => ['email'], formOf: () => 'letter', deliver }, timers, {
    now: () => start,
  });
  return { notices, set };
}

/** Makes an attempt as its timer does; what became of it, and on whose behalf. */
async function attempt(notices: Notices, nth: number, until?: string) {
  const became: unknown[] = [];
  const note = (...told: unknown[]) => Promise.resolve(void became.push(...told, currentCause().correlationId));
  const notice = { subject: 'shop', text: 'It goes out.', delivered: note, failed: note };
  const bounded = until === undefined ? notice : { ...notice, until };
  await withCause(timer, () => notices.deliver(Notify, { ...first, attempt: nth }, bounded));
  return became;
}

it('begins with a timer that knows why', async () => {
  const { notices, set } = noticesOn(refusing);
  const { attempt: _, origin: __, ...notice } = first;
  await withCause(event, () => notices.begin(Notify, { ...notice, ...firstAttempt() }, start));
  expect(set).toEqual([{ at: start, payload: first }]);
});

it('records a delivery on behalf of what ordered it', async () => {
  const { notices, set } = noticesOn(() => Promise.resolve({ receipt: '202 a' }));
  expect(await attempt(notices, 1)).toEqual(['202 a', 'errand']);
  expect(set).toEqual([]);
});

it.each([
  [1, '2026-11-23T10:00:02.000Z'],
  [2, '2026-11-23T10:00:04.000Z'],
  [9, '2026-11-23T10:08:32.000Z'],
  [200, '2026-11-23T10:10:00.000Z'],
])('tries again after failure number %d at %s, and says so', async (nth, at) => {
  const { notices, set } = noticesOn(refusing);
  expect(await attempt(notices, nth)).toEqual(['refused', at, 'errand']);
  expect(set).toEqual([{ at, payload: Notify.payload.parse({ ...first, attempt: nth + 1 }) }]);
});

it('gives up, and says so, when the next attempt would be too late', async () => {
  const { notices, set } = noticesOn(refusing);
  expect(await attempt(notices, 1, '2026-11-23T10:00:01.999Z')).toEqual(['refused', undefined, 'errand']);
  expect(set).toEqual([]);
});

it('passes on what is no failure of the channel', async () => {
  const { notices } = noticesOn(() => Promise.reject(new TypeError('a defect')));
  await expect(attempt(notices, 1)).rejects.toThrow('a defect');
});
