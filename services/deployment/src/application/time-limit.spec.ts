import { withinTime } from './time-limit.js';

describe('work with a time limit', () => {
  it('has the outcome of the work that ends in time', async () => {
    await expect(withinTime(Promise.resolve('done'), 1000, 'prepare')).resolves.toBe('done');
    await expect(withinTime(Promise.reject(new Error('no')), 1000, 'prepare')).rejects.toThrow('no');
  });

  it('is found wanting when it never ends', async () => {
    const never = Promise.withResolvers<string>();
    await expect(withinTime(never.promise, 1, 'prepare')).rejects.toMatchObject({
      code: 'NOT_ANSWERED',
      details: { work: 'prepare', milliseconds: 1 },
    });
  });
});
