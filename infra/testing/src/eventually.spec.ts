import { eventually } from './eventually.js';

describe('eventually', () => {
  it('answers what the condition answers in the end', async () => {
    let looks = 0;
    expect(await eventually(() => ((looks += 1) === 3 ? 'there' : undefined), { every: 1 })).toBe('there');
  });

  it('takes an error for "not yet"', async () => {
    let looks = 0;
    const condition = () => {
      expect((looks += 1)).toBe(3);
      return true;
    };
    await expect(eventually(condition, { every: 1 })).resolves.toBe(true);
  });

  it('gives up with the last error', async () => {
    const never = () => {
      throw new Error('still closed');
    };
    await expect(eventually(never, { within: 5, every: 1 })).rejects.toMatchObject({
      code: 'NOT_EVENTUALLY',
      details: { within: 5, error: 'still closed' },
    });
  });
});
