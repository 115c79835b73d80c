import { eventually } from './eventually.js';

const never = () => {
  throw new Error('still closed');
};

describe('eventually', () => {
  it('returns the first truthy answer of the condition', async () => {
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
    await expect(eventually(never, { within: 5, every: 1 })).rejects.toMatchObject({
      code: 'NOT_READY',
      details: { within: 5, error: 'still closed', fix: 'the condition did not happen within 0.005 s' },
    });
  });

  it('gives up with the last answer', async () => {
    const waiting = eventually(() => 0, { within: 5, every: 1, what: 'a first row' });
    await expect(waiting).rejects.toMatchObject({ details: { what: 'a first row', answer: 0 } });
  });

  it('throws a fatal error at once', async () => {
    let looks = 0;
    const refused = new Error('refused');
    const condition = () => {
      looks += 1;
      throw refused;
    };
    await expect(eventually(condition, { every: 1, fatal: (error) => error === refused })).rejects.toBe(refused);
    expect(looks).toBe(1);
  });

  it('ends when the condition has become hopeless', async () => {
    const hopeless = () => 'the process ended';
    await expect(eventually(never, { hopeless, what: 'ready' })).rejects.toMatchObject({
      details: { fix: 'ready: the process ended' },
    });
  });

  it('ends when the wait is cancelled', async () => {
    await expect(eventually(never, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'STOPPED' });
  });
});
