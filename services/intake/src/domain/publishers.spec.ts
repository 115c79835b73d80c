import { anyone, maySpeakFor, publisherOf } from './publishers.policy.js';

const publishers = { ci: ['/ci/*', 'https://ci.example/*'], monitor: ['/monitor'] };

describe('publishers', () => {
  it('are named by the source', () => {
    expect(publisherOf('/ci/shop', publishers)).toEqual({ publisher: 'ci' });
    expect(publisherOf('/monitor', publishers)).toEqual({ publisher: 'monitor' });
  });

  it('are refused for a source that nobody has', () => {
    expect(publisherOf('/monitor/2', publishers)).toMatchObject({ rejected: 'SOURCE_NOT_ALLOWED' });
    expect(publisherOf('x/ci/shop', publishers)).toMatchObject({ rejected: 'SOURCE_NOT_ALLOWED' });
  });

  it('read the characters of a source as they are', () => {
    expect(publisherOf('https://ci-example/x', publishers)).toMatchObject({ rejected: 'SOURCE_NOT_ALLOWED' });
  });

  it('who have shown who they are speak for their own sources alone', () => {
    expect(maySpeakFor('ci', '/ci/shop', publishers)).toBeUndefined();
    expect(maySpeakFor('ci', '/monitor', publishers)).toMatchObject({ rejected: 'SOURCE_NOT_ALLOWED' });
    expect(maySpeakFor('stranger', '/ci/shop', publishers)).toMatchObject({ rejected: 'SOURCE_NOT_ALLOWED' });
  });

  it('are no longer than an actor may be, and are cut between characters', () => {
    expect(publisherOf(`a${'😀'.repeat(200)}`, anyone)).toEqual({ publisher: `a${'😀'.repeat(99)}` });
  });

  it('may be anyone where that is said', () => {
    expect(publisherOf('/app', anyone)).toEqual({ publisher: '/app' });
    expect(maySpeakFor('app', '/app', anyone)).toBeUndefined();
  });
});
