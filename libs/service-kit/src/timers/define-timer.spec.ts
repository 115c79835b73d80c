import { z } from 'zod';
import { defineTimer, payloadOf, timerId } from './define-timer.js';

const Reminder = defineTimer('remind', z.strictObject({ to: z.string() }));

it('builds the id of a timer from its name and its key', () => {
  expect(timerId(Reminder, [])).toBe('remind');
  expect(timerId(Reminder, ['shop-1.0.0', 'open'])).toBe('remind:shop-1.0.0:open');
});

it('gives a handler the payload that the schema accepts', () => {
  expect(payloadOf(Reminder, { to: 'ada' })).toEqual({ to: 'ada' });
});

it('refuses a payload that its schema refuses, and names the field', () => {
  expect(() => payloadOf(Reminder, { to: 1 })).toThrow(/^TIMER_INVALID .*"timer":"remind".*"field":"to"/);
});
