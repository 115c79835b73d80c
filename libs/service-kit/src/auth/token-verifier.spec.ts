import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { Outbound } from '../outbound/outbound.js';
import { readOutboundSettings } from '../outbound/outbound-settings.js';
import { TokenVerifier } from './token-verifier.js';

const outbound = new Outbound(readOutboundSettings({}));

let server: Server;
let issuer: string;
let key: CryptoKey;
let verifier: TokenVerifier;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256' }] });
  server = createServer((request, response) => {
    const known = request.url === '/.well-known/jwks.json';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end(known ? keySet : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  verifier = new TokenVerifier({ issuers: [issuer], audience: 'slipway', identityClaim: 'sub' }, outbound);
});

afterAll(async () => {
  await outbound.close();
  server.close();
});

interface Token {
  claims?: JWTPayload;
  /** null: the token has no sub. */
  subject?: string | null;
  audience?: string;
  expires?: number;
  signedWith?: CryptoKey | Uint8Array;
  alg?: string;
  from?: string;
}

function token({
  claims = {},
  subject = 'grace',
  audience = 'slipway',
  expires = 60,
  signedWith = key,
  alg = 'ES256',
  from = issuer,
}: Token = {}) {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ...(subject === null ? {} : { sub: subject }), roles: ['approver', 'unheard-of'], ...claims })
    .setProtectedHeader({ alg, kid: 'k' })
    .setIssuer(from)
    .setAudience(audience)
    .setExpirationTime(now + expires)
    .sign(signedWith);
}

describe('TokenVerifier', () => {
  it('tells who it is, with the roles that we know', async () => {
    await expect(verifier.verify(await token())).resolves.toEqual({ id: 'grace', kind: 'person', roles: ['approver'] });
    await expect(verifier.verify(await token({ claims: { roles: ['publisher'] } }))).resolves.toMatchObject({
      kind: 'publisher',
    });
  });

  it.each<[string, () => Token]>([
    ['of another audience', () => ({ audience: 'others' })],
    ['that has expired', () => ({ expires: -30 })],
    ['of an unknown issuer', () => ({ from: 'https://evil.example' })],
    ['whose roles are no list', () => ({ claims: { roles: 'admin' } })],
    ['signed with a shared secret', () => ({ alg: 'HS256', signedWith: new Uint8Array(32) })],
  ])('refuses a token %s', async (_, made) => {
    await expect(verifier.verify(await token(made()))).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('refuses a token signed with another key, and what is no token', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await expect(verifier.verify(await token({ signedWith: privateKey }))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    await expect(verifier.verify('nonsense')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('does not blame the token when the issuer is away, and asks again next time', async () => {
    const away = new TokenVerifier(
      { issuers: ['http://127.0.0.1:1'], audience: 'slipway', identityClaim: 'sub' },
      outbound,
    );
    await expect(away.verify(await token({ from: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
      code: 'ISSUER_UNAVAILABLE',
    });
  });

  it('tells all who ask at once that the issuer is away', async () => {
    const away = new TokenVerifier(
      { issuers: ['http://127.0.0.1:1'], audience: 'slipway', identityClaim: 'sub' },
      outbound,
    );
    const from = await token({ from: 'http://127.0.0.1:1' });
    const answers = await Promise.allSettled([away.verify(from), away.verify(from)]);
    const unavailable = { status: 'rejected', reason: { code: 'ISSUER_UNAVAILABLE' } };
    expect(answers).toMatchObject([unavailable, unavailable]);
  });

  it('tells people of two issuers apart', async () => {
    const second = new TokenVerifier(
      {
        issuers: ['https://first.example', issuer],
        audience: 'slipway',
        identityClaim: 'sub',
      },
      outbound,
    );
    await expect(second.verify(await token())).resolves.toMatchObject({ id: `${issuer}|grace` });
  });

  it.each(['Grace', ' grace ', 'GRACE', '\uff27race'])('knows %p as grace', async (subject) => {
    await expect(verifier.verify(await token({ subject }))).resolves.toMatchObject({ id: 'grace' });
  });

  it('takes the name from the claim that is configured', async () => {
    const byName = new TokenVerifier(
      { issuers: [issuer], audience: 'slipway', identityClaim: 'preferred_username' },
      outbound,
    );
    const claims = { preferred_username: 'Grace.Hopper' };
    await expect(byName.verify(await token({ subject: '42', claims }))).resolves.toMatchObject({ id: 'grace.hopper' });
    await expect(byName.verify(await token())).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      details: { claim: 'preferred_username', fix: expect.stringContaining('AUTH_IDENTITY_CLAIM') },
    });
  });

  it('refuses an address that the issuer has not verified', async () => {
    const byAddress = new TokenVerifier({ issuers: [issuer], audience: 'slipway', identityClaim: 'email' }, outbound);
    const claims = (verified: boolean) => ({ email: 'Grace@example.com', email_verified: verified });
    await expect(byAddress.verify(await token({ claims: claims(true) }))).resolves.toMatchObject({
      id: 'grace@example.com',
    });
    await expect(byAddress.verify(await token({ claims: claims(false) }))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it.each([
    ['there is none', null],
    ['it is empty', ''],
    ['it is blank', '  '],
    ['it has a control character', 'gra\u0007ce'],
    ['it changes the direction of reading', 'grace\u202e'],
    ['it has an invisible character', 'gra\u200bce'],
    ['it is too long', 'g'.repeat(201)],
  ])('refuses a name when %s', async (_, subject) => {
    await expect(verifier.verify(await token({ subject }))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      details: { claim: 'sub', fix: expect.any(String) },
    });
  });

  it('refuses a name of the first issuer that reads like one of the second', async () => {
    const other = 'https://second.example';
    const two = new TokenVerifier({ issuers: [issuer, other], audience: 'slipway', identityClaim: 'sub' }, outbound);
    await expect(two.verify(await token({ subject: `${other}|grace` }))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });
});
