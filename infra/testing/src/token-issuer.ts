import { startIssuer, type LocalIssuer } from '@slipway/local/issuer';

/** The issuer of the local system, in this process on a port of its own: `url` for OIDC_ISSUERS, `tokenFor('ada')`. */
export const tokenIssuer = (): Promise<LocalIssuer> => startIssuer({ port: 0 });
