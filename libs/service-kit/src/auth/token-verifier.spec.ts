import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { TokenVerifier } from './token-verifier.js';

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
  verifier = new TokenVerifier({ issuers: [issuer], audience: 'slipway' });
});

afterAll(() => {
  server.close();
});

interface Token {
  claims?: JWTPayload;
  audience?: string;
  expires?: number;
  signedWith?: CryptoKey | Uint8Array;
  alg?: string;
  from?: string;
}

function token({
  claims = {},
  audience = 'slipway',
  expires = 60,
  signedWith = key,
  alg = 'ES256',
  from = issuer,
}: Token = {}) {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ roles: ['approver', 'unheard-of'], ...claims })
    .setProtectedHeader({ alg, kid: 'k' })
    .setSubject('grace')
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
    const away = new TokenVerifier({ issuers: ['http://127.0.0.1:1'], audience: 'slipway' });
    await expect(away.verify(await token({ from: 'http://127.0.0.1:1' }))).rejects.toMatchObject({
      code: 'ISSUER_UNAVAILABLE',
    });
  });

  it('tells all who ask at once that the issuer is away', async () => {
    const away = new TokenVerifier({ issuers: ['http://127.0.0.1:1'], audience: 'slipway' });
    const from = await token({ from: 'http://127.0.0.1:1' });
    const answers = await Promise.allSettled([away.verify(from), away.verify(from)]);
    const unavailable = { status: 'rejected', reason: { code: 'ISSUER_UNAVAILABLE' } };
    expect(answers).toMatchObject([unavailable, unavailable]);
  });

  it('tells people of two issuers apart', async () => {
    const second = new TokenVerifier({ issuers: ['https://first.example', issuer], audience: 'slipway' });
    await expect(second.verify(await token())).resolves.toMatchObject({ id: `${issuer}|grace` });
  });
});
