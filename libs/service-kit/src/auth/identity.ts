import { canonicalIdentity, hasUnseen, limits } from '@slipway/contracts';
import type { JWTPayload } from 'jose';
import { ServiceKitError } from '../service-kit-error.js';

interface IdentityRules {
  readonly issuers: readonly string[];
  readonly identityClaim: string;
}

const longestIdentity = limits.request.identity;

/**
 * The person of the token, in the canonical form in which identities are compared.
 * @throws ServiceKitError TOKEN_INVALID
 */
export function identityOf(payload: JWTPayload, issuer: string, { issuers, identityClaim }: IdentityRules): string {
  const refuse = (reason: string, fix: string): never => {
    throw new ServiceKitError('TOKEN_INVALID', { reason, claim: identityClaim, fix });
  };
  const name = payload[identityClaim];
  if (typeof name !== 'string' || canonicalIdentity(name) === '') {
    const fix = `have ${issuer} put the person's name into the claim ${identityClaim}, or set AUTH_IDENTITY_CLAIM to the claim that has it`;
    return refuse(`its claim ${identityClaim} names nobody`, fix);
  }
  if (hasUnseen(name)) {
    const fix = `have ${issuer} name the person without control and invisible characters`;
    return refuse(`its claim ${identityClaim} has characters that nobody sees`, fix);
  }
  if (identityClaim === 'email' && payload['email_verified'] === false) {
    return refuse('its email is not verified', `have ${issuer} verify the address, then get a new token`);
  }
  const id = canonicalIdentity(ofIssuer(name, issuer, issuers));
  if (id.length > longestIdentity) {
    return refuse(
      `its claim ${identityClaim} is too long`,
      `have ${issuer} name the person in at most ${String(longestIdentity)} characters, with the issuer's address before it`,
    );
  }
  if (issuer === issuers[0] && issuers.slice(1).some((other) => id.startsWith(canonicalIdentity(`${other}|`)))) {
    return refuse('its name reads like one of another issuer', `have ${issuer} give the person another name`);
  }
  return id;
}

/** Two issuers can give the same name to different people: only names of the first issuer are used without a prefix. */
const ofIssuer = (name: string, issuer: string, issuers: readonly string[]): string =>
  issuer === issuers[0] ? name : `${issuer}|${canonicalIdentity(name)}`;
