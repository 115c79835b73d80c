import { fieldProblems, Role, type Actor } from '@slipway/contracts';
import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';
import type { Outbound, OutboundAnswer } from '../outbound/outbound.js';
import { ServiceKitError } from '../service-kit-error.js';
import { identityOf } from './identity.js';

export interface TokenRules {
  readonly issuers: readonly string[];
  readonly audience: string;
  /** The claim that names the person. */
  readonly identityClaim: string;
}

const Claims = z.object({ roles: z.array(z.string()).default([]) });
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Asymmetric only: a public key must never pass as an HMAC secret. */
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
];
const clockToleranceSeconds = 5;
const patienceMs = 3000;

/** Checks bearer tokens against the configured issuers; keys are fetched once and cached. */
export class TokenVerifier {
  private readonly keys = new Map<string, Promise<JWTVerifyGetKey>>();

  constructor(
    private readonly rules: TokenRules,
    private readonly outbound: Outbound,
  ) {}

  /** @throws ServiceKitError TOKEN_INVALID with the reason, ISSUER_UNAVAILABLE */
  async verify(token: string): Promise<Actor> {
    const issuer = this.issuerOf(token);
    const keys = await this.keysOf(issuer);
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: this.rules.audience,
      clockTolerance: clockToleranceSeconds,
      algorithms,
      requiredClaims: ['exp'],
    }).catch((cause: unknown) => {
      throw refusal(cause, issuer);
    });
    return this.actorOf(payload, issuer);
  }

  private issuerOf(token: string): string {
    const issuer = claimedIssuer(token);
    if (issuer !== undefined && this.rules.issuers.includes(issuer)) return issuer;
    throw new ServiceKitError('TOKEN_INVALID', {
      reason: `its issuer is ${issuer ?? 'not named'}`,
      fix: `get a token from ${this.rules.issuers.join(' or ')}`,
    });
  }

  private keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    const known = this.keys.get(issuer);
    if (known !== undefined) return known;
    const get = reader(issuer, this.outbound);
    const found = keySetAddress(issuer, get).then(
      (address) => createRemoteJWKSet(address, { [customFetch]: async (url) => responseOf(await get(url)) }),
      (cause: unknown) => {
        this.keys.delete(issuer);
        throw unavailable(issuer, cause);
      },
    );
    // The error is converted first: all requests that wait for the keys share this promise.
    this.keys.set(issuer, found);
    return found;
  }

  private actorOf(payload: JWTPayload, issuer: string): Actor {
    const claims = Claims.safeParse(payload);
    if (!claims.success) {
      const fields = fieldProblems(claims.error.issues).map(({ field, fix }) => `${field}: ${fix}`);
      throw new ServiceKitError('TOKEN_INVALID', { reason: fields.join('; '), fix: 'send roles as a list of strings' });
    }
    const roles = claims.data.roles.flatMap((role) => Role.safeParse(role).data ?? []);
    const id = identityOf(payload, issuer, this.rules);
    return { id, kind: roles.includes('publisher') ? 'publisher' : 'person', roles };
  }
}

function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch (cause) {
    throw new ServiceKitError(
      'TOKEN_INVALID',
      { reason: 'it is not a JWT', fix: 'send the access_token as it was issued' },
      { cause },
    );
  }
}

type Get = (address: string) => Promise<OutboundAnswer>;

/**
 * Reads what a configured issuer publishes at its own address. Another address, which its discovery document names, is
 * checked like any other data.
 */
const reader =
  (issuer: string, outbound: Outbound): Get =>
  (url) =>
    outbound.request(
      { url, method: 'GET', headers: { accept: 'application/json' } },
      { patience: patienceMs, configured: new URL(url).origin === new URL(issuer).origin },
    );

const responseOf = ({ status, body }: OutboundAnswer): Response => new Response(body.toString(), { status });

async function keySetAddress(issuer: string, get: Get): Promise<URL> {
  const base = issuer.replace(/\/$/, '');
  const { status, body } = await get(`${base}/.well-known/openid-configuration`);
  if (status === 404) return new URL(`${base}/.well-known/jwks.json`);
  if (status < 200 || status > 299) throw new Error(`discovery answered ${String(status)}`);
  const discovered = Discovery.parse(JSON.parse(body.toString()));
  if (discovered.issuer !== issuer) throw new Error(`discovery names another issuer: ${discovered.issuer}`);
  return new URL(discovered.jwks_uri);
}

function refusal(cause: unknown, issuer: string): ServiceKitError {
  const aboutTheToken =
    cause instanceof errors.JWTExpired ||
    cause instanceof errors.JWTClaimValidationFailed ||
    cause instanceof errors.JWTInvalid ||
    cause instanceof errors.JWSInvalid ||
    cause instanceof errors.JWSSignatureVerificationFailed ||
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JOSEAlgNotAllowed ||
    cause instanceof errors.JOSENotSupported;
  if (!aboutTheToken) return unavailable(issuer, cause);
  return new ServiceKitError(
    'TOKEN_INVALID',
    { reason: cause.message, fix: `get a new token from ${issuer}` },
    { cause },
  );
}

const unavailable = (issuer: string, cause: unknown): ServiceKitError =>
  new ServiceKitError('ISSUER_UNAVAILABLE', { issuer, fix: 'its keys could not be read; try again' }, { cause });
