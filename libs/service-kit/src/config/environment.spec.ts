import { readFile } from 'node:fs/promises';
import { Environment, readEnvironment } from './environment.js';

const complete = {
  DATABASE_URL: 'postgres://slipway_planning:secret@127.0.0.1:15432/slipway',
  KAFKA_BROKERS: '127.0.0.1:29092, 127.0.0.1:29094',
  PORT: '8101',
  OIDC_ISSUERS: 'http://127.0.0.1:8090',
};

function problemsOf(variables: Record<string, string>): unknown {
  try {
    readEnvironment(variables);
  } catch (error) {
    return error instanceof Error && 'details' in error ? (error.details as { problems: unknown }).problems : error;
  }
  return [];
}

describe('readEnvironment', () => {
  it('takes a complete environment and fills in the defaults', () => {
    expect(readEnvironment(complete)).toMatchObject({
      KAFKA_BROKERS: ['127.0.0.1:29092', '127.0.0.1:29094'],
      PORT: 8101,
      HOST: '127.0.0.1',
      OIDC_ISSUERS: ['http://127.0.0.1:8090'],
      OIDC_AUDIENCE: 'slipway',
      AUTH_IDENTITY_CLAIM: 'sub',
      NODE_ENV: 'development',
      TOPIC_PREFIX: '',
    });
  });

  it('takes the issuers as JSON too', () => {
    const issuers = ['https://a.example', 'https://b.example/realm'];
    expect(readEnvironment({ ...complete, OIDC_ISSUERS: JSON.stringify(issuers) }).OIDC_ISSUERS).toEqual(issuers);
  });

  it('lists every bad variable at once, each with what to put there', () => {
    expect(problemsOf({ PORT: 'http', KAFKA_BROKERS: 'localhost', OIDC_ISSUERS: '' })).toEqual([
      expect.stringContaining('DATABASE_URL is missing, for example postgres://'),
      expect.stringContaining('KAFKA_BROKERS: must be host:port'),
      expect.stringContaining('PORT'),
      expect.stringContaining('OIDC_ISSUERS is missing'),
    ]);
  });

  it('is documented by .env.example, every variable of it', async () => {
    const example = await readFile(new URL('../../../../.env.example', import.meta.url), 'utf8');
    const documented = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(documented).toEqual(expect.arrayContaining(Object.keys(Environment.shape)));
  });

  it('never repeats a password', () => {
    expect(JSON.stringify(problemsOf({ ...complete, DATABASE_URL: 'mysql://root:hunter2@db/x' }))).not.toContain(
      'hunter2',
    );
  });
});
