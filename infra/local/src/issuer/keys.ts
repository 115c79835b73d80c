import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey | Uint8Array;
  readonly publicJwk: JWK;
}

/** The issuer's ES256 key: stored in `file` if given, so that tokens survive a restart; otherwise generated. */
export async function signingKey(file?: string): Promise<SigningKey> {
  const jwk =
    file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JWK) : await newKey(file);
  const id = await calculateJwkThumbprint(jwk);
  const { d: _secret, ...publicPart } = jwk;
  return {
    id,
    privateKey: await importJWK(jwk, 'ES256'),
    publicJwk: { ...publicPart, kid: id, use: 'sig', alg: 'ES256' },
  };
}

async function newKey(file: string | undefined): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (file !== undefined) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  }
  return jwk;
}
