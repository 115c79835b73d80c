import { identify } from './identity.js';

const identities = {
  format: /^[a-z][a-z0-9._-]*$/,
  aliases: new Map([
    ['grace@example.com', 'grace'],
    ['grace hopper', 'grace'],
  ]),
};

describe('the identity of a name that a publisher gives', () => {
  it.each(['grace', 'Grace', 'grace ', 'Grace@Example.com', ' GRACE HOPPER', 'ｇｒａｃｅ'])(
    'is grace for %j',
    (name) => {
      expect(identify(name, identities)).toEqual({ known: true, name: 'grace' });
    },
  );

  it.each(['Ada L.', 'ada@example.com', '4711'])('is not known for %j, which stays as it came', (name) => {
    expect(identify(name, identities)).toEqual({ known: false, name });
  });
});
