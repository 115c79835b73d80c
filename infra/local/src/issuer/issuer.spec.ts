import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startIssuer, type LocalIssuer } from './issuer.js';

const verify = (token: string, { url }: LocalIssuer) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)), { issuer: url, audience: 'slipway' });

const logIn = ({ url }: LocalIssuer, body: unknown) =>
  fetch(`${url}/token`, { method: 'POST', body: JSON.stringify(body) });

describe('the local issuer', () => {
  let issuer: LocalIssuer;

  beforeAll(async () => {
    issuer = await startIssuer({ port: 0 });
  });
  afterAll(() => issuer.stop());

  it('gives a token that its published key verifies, with the roles of the user', async () => {
    const response = await logIn(issuer, { username: 'grace', password: 'grace' });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const { payload } = await verify(token, issuer);
    expect(payload).toMatchObject({ sub: 'grace', roles: ['approver'] });
  });

  it('has a second person for each role whose decisions need one', async () => {
    const { users } = (await (await fetch(`${issuer.url}/users`)).json()) as {
      users: { name: string; roles: string[] }[];
    };
    expect(new Set(users.map(({ name }) => name)).size).toBe(users.length);
    const having = (role: string) => users.filter(({ roles }) => roles.includes(role)).length;
    const twice = ['release-manager', 'approver', 'deployer', 'validator'];
    expect(twice.filter((role) => having(role) < 2)).toEqual([]);
  });

  it('refuses a wrong password and an unknown user alike', async () => {
    expect((await logIn(issuer, { username: 'grace', password: 'ada' })).status).toBe(401);
    expect((await logIn(issuer, { username: 'nobody', password: 'nobody' })).status).toBe(401);
  });

  it('says what it expects when it gets something else', async () => {
    const response = await logIn(issuer, { user: 'grace' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is found by discovery', async () => {
    const found = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as { issuer: string };
    expect(found.issuer).toBe(issuer.url);
  });

  it('keeps its key over a restart, so that tokens stay valid', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'slipway-issuer-'));
    const options = { port: 0, keyFile: path.join(folder, 'key.json'), publicUrl: 'http://issuer.test/auth' };
    const first = await startIssuer(options);
    const token = await first.tokenFor('ada');
    await first.stop();
    const second = await startIssuer(options);
    const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${second.port}/auth/.well-known/jwks.json`));
    await expect(jwtVerify(token, keys)).resolves.toMatchObject({ payload: { sub: 'ada' } });
    await second.stop();
    await rm(folder, { recursive: true });
  });

  it('does not start in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(startIssuer({ port: 0 })).rejects.toMatchObject({ code: 'ISSUER_IN_PRODUCTION' });
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
