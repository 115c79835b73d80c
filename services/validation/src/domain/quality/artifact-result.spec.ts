import { replaces } from './artifact-result.js';

const at = (time: string) => ({ occurredAt: `2026-11-23T${time}:00.000Z` });

describe('a result of CI', () => {
  it('replaces the one that happened before it', () => {
    expect(replaces(at('10:00'), undefined)).toBe(true);
    expect(replaces(at('11:00'), at('10:00'))).toBe(true);
  });

  it('replaces none that happened after it, though it arrived later', () => {
    expect(replaces(at('10:00'), at('11:00'))).toBe(false);
  });

  it('replaces one of the same moment that came before it', () => {
    expect(replaces(at('10:00'), at('10:00'))).toBe(true);
  });
});
