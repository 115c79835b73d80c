import { identify } from '@slipway/contracts';
import { reviewersBesides, someoneIsKnown } from './identities.js';

const identities = {
  format: /^[a-z][a-z0-9._-]*$/,
  aliases: new Map([
    ['grace@example.com', 'grace'],
    ['grace hopper', 'grace'],
  ]),
};

describe('the reviewers', () => {
  const ada = identify('ada', identities);

  it('are each named once, without the author', () => {
    const names = ['Ada', 'Grace', 'grace@example.com', 'ken', 'Somebody Else'];
    expect(reviewersBesides(ada, names, identities)).toEqual(['grace', 'ken', 'Somebody Else']);
  });

  it('are nobody when only the author reviewed', () => {
    expect(reviewersBesides(ada, ['ADA', ' ada'], identities)).toEqual([]);
    expect(reviewersBesides(identify('The Author', identities), ['the author'], identities)).toEqual([]);
  });

  it('are somebody when one of them is known: any other name may be one of the author', () => {
    expect(someoneIsKnown(['ada@example.org', 'Ada L.'], identities)).toBe(false);
    expect(someoneIsKnown(['ada@example.org', 'ken'], identities)).toBe(true);
  });
});
