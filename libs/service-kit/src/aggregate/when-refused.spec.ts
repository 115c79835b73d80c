import { reject, type Rejection } from '@slipway/decider';
import { acceptance } from './outcome.js';
import { expected, harmless, impossible, settle } from './when-refused.js';

const accepted = acceptance('flow-shop-1.0.0', 7, [], false);
const refusal = reject('RELEASE_ENDED', { releaseId: 'shop-1.0.0', fix: 'propose another release' });
const refused = () => Promise.resolve(refusal);

it('answers the acceptance', async () => {
  expect(await settle(Promise.resolve(accepted), impossible)).toBe(accepted);
});

it('throws when an impossible refusal comes', async () => {
  await expect(settle(refused(), impossible)).rejects.toThrow(
    'RELEASE_ENDED {"releaseId":"shop-1.0.0","fix":"propose another release"}',
  );
});

it.each([['any'], [['RELEASE_ENDED']]] as const)('passes over a harmless refusal: %j', async (codes) => {
  expect(await settle(refused(), harmless('it has ended', codes))).toBeUndefined();
});

it('throws when another refusal comes than the harmless one', async () => {
  await expect(settle(refused(), harmless('the template lacks it', ['OUTPUT_UNKNOWN']))).rejects.toThrow(
    'RELEASE_ENDED',
  );
});

it('has an expected refusal recorded', async () => {
  const recorded: Rejection[] = [];
  const record = (each: Rejection) => Promise.resolve(void recorded.push(each));
  expect(await settle(refused(), expected(record))).toBeUndefined();
  expect(recorded).toEqual([refusal]);
});
