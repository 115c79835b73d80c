import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { guardListener, limitsOf, listen, readListenerSettings } from '@slipway/service-kit/listener';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { answerJson, answerProblem } from '../edge/answers.js';
import { LocalError } from '../local-error.js';
import { signingKey, type SigningKey } from './keys.js';
import { users, type LocalUser } from './users.js';

export interface IssuerOptions {
  /** 0 chooses a free port. */
  readonly port: number;
  readonly host?: string;
  /** The variable that sets the port; PORT when absent. */
  readonly portVariable?: string;
  /** The file of the key; without it each start generates a new one. */
  readonly keyFile?: string;
  readonly audience?: string;
  /** The address that tokens name, where it differs from the one listened on (containers). */
  readonly publicUrl?: string;
}

export interface LocalIssuer {
  /** The `iss` of its tokens. */
  readonly url: string;
  readonly port: number;
  /** A token as `POST /auth/token` gives it. */
  tokenFor(user: string): Promise<string>;
  stop(): Promise<void>;
}

const Credentials = z.object({ username: z.string(), password: z.string() });
const lifetimeSeconds = 8 * 60 * 60;

/**
 * An OpenID Connect issuer for development and tests, with users whose passwords are public.
 * @throws LocalError ISSUER_IN_PRODUCTION when NODE_ENV is production.
 */
export async function startIssuer(options: IssuerOptions): Promise<LocalIssuer> {
  if (process.env['NODE_ENV'] === 'production') {
    const fix = 'the local issuer gives anybody a token: in production set OIDC_ISSUERS to your own identity provider';
    throw new LocalError('ISSUER_IN_PRODUCTION', { fix });
  }
  const key = await signingKey(options.keyFile);
  const server = createServer();
  const listener = guardListener(server, limitsOf(readListenerSettings(process.env)));
  const { host = '127.0.0.1', portVariable = 'PORT' } = options;
  const port = await listen(server, { port: options.port, host, portVariable, hostVariable: 'HOST' });
  const url = options.publicUrl ?? `http://127.0.0.1:${port}/auth`;
  const tokenFor = (user: string) => sign(key, findUser(user), url, options.audience ?? 'slipway');
  server.on('request', (request, response) => {
    route(request, response, { key, url, tokenFor }).catch((error: unknown) =>
      answerProblem(response, 500, 'INTERNAL_ERROR', String(error)),
    );
  });
  return { url, port, tokenFor, stop: () => listener.drain(0) };
}

function findUser(name: string): LocalUser {
  const user = users.find((candidate) => candidate.name === name);
  if (user === undefined)
    throw new RangeError(`no user '${name}'; there are ${users.map(({ name: known }) => known).join(', ')}`);
  return user;
}

function sign(key: SigningKey, { name, roles }: LocalUser, issuer: string, audience: string): Promise<string> {
  return new SignJWT({ roles, preferred_username: name })
    .setProtectedHeader({ alg: 'ES256', kid: key.id, typ: 'JWT' })
    .setSubject(name)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds} s`)
    .sign(key.privateKey);
}

interface Desk {
  readonly key: SigningKey;
  readonly url: string;
  readonly tokenFor: (user: string) => Promise<string>;
}

async function route(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST' && pathname === '/auth/token') {
    await giveToken(request, response, desk);
    return;
  }
  const page = request.method === 'GET' ? pages(desk)[pathname] : undefined;
  if (page !== undefined) answerJson(response, 200, page);
  else answerProblem(response, 404, 'NOT_FOUND', `${pathname} is not served here; use POST /auth/token`);
}

const pages = ({ key, url }: Desk): Readonly<Record<string, unknown>> => ({
  '/auth/.well-known/openid-configuration': discovery(url),
  '/auth/.well-known/jwks.json': { keys: [key.publicJwk] },
  '/auth/health': { status: 'ok' },
  '/auth/users': { users, hint: 'development only: the password is the name' },
});

const discovery = (url: string) => ({
  issuer: url,
  jwks_uri: `${url}/.well-known/jwks.json`,
  token_endpoint: `${url}/token`,
  id_token_signing_alg_values_supported: ['ES256'],
  response_types_supported: ['token'],
  subject_types_supported: ['public'],
});

async function giveToken(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const credentials = Credentials.safeParse(await readJson(request));
  if (!credentials.success) {
    answerProblem(response, 400, 'CREDENTIALS_REQUIRED', 'send JSON: {"username": "ada", "password": "ada"}');
    return;
  }
  const { username, password } = credentials.data;
  const isKnown = users.some(({ name }) => name === username) && isSame(username, password);
  if (!isKnown) {
    answerProblem(response, 401, 'CREDENTIALS_WRONG', 'GET /auth/users lists the local users');
    return;
  }
  answerJson(response, 200, {
    access_token: await desk.tokenFor(username),
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
  });
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const longestBody = 10_000;

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > longestBody) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller responds with the expected format.
    return undefined;
  }
}
