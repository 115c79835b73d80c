import { publicReason } from './public-reason.js';

class LibraryError extends Error {}

const withCode = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('the public reason of a failure', () => {
  it('is what we say ourselves', () => {
    expect(publicReason(new Error('it fails to publish and tries again'))).toBe('it fails to publish and tries again');
  });

  it.each([
    ['of the network', withCode('ECONNREFUSED', 'connect ECONNREFUSED 10.1.2.3:5432'), 'ECONNREFUSED'],
    ['of PostgreSQL', withCode('28P01', 'password authentication failed for user "slipway_planning"'), '28P01'],
  ])('is the code of an error %s', (_, error, code) => {
    expect(publicReason(error)).toBe(`it fails with ${code}; the log of the service says more`);
  });

  it.each([
    new LibraryError('connection to kafka-1.internal:9092 failed'),
    new AggregateError([], 'postgres://slipway:secret@db/x'),
    'at /srv/slipway/x.js:3',
  ])('is not what a library says: %s', (error) => {
    expect(publicReason(error)).toBe('it fails; the log of the service says why');
  });

  it.each([
    'no answer of postgres://slipway:secret@db:5432/slipway',
    'no answer of kafka-1.internal:9092',
    'no answer of 10.1.2.3',
    'no answer of "slipway_planning"',
    'no answer of /srv/slipway/dist/main.js',
  ])('names no place: %s', (message) => {
    expect(publicReason(new Error(`${message}\n    at main`))).toBe('no answer of …');
  });
});
