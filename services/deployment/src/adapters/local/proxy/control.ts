import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { Routes, type Route } from './proxy-files.js';
import type { Traffic } from './traffic.js';

export interface ControlParts {
  readonly token: string;
  readonly traffic: Traffic;
  /** Keeps the routes for the next start, before they count. */
  readonly keep: (routes: readonly Route[]) => void;
}

/** The door for the executor: `GET /state`, `PUT /routes`. Answered means done. */
export function controlServer({ token, traffic, keep }: ControlParts): Server {
  const answer = async (request: IncomingMessage): Promise<number> => {
    if (!isAuthorised(request, token)) return 401;
    if (request.method === 'PUT' && request.url === '/routes') {
      const routes = Routes.safeParse(await json(request));
      if (!routes.success) return 400;
      keep(routes.data);
      traffic.routes = routes.data;
      return 200;
    }
    return request.method === 'GET' && request.url === '/state' ? 200 : 404;
  };
  return createServer((request, response) => {
    answer(request).then(
      (status) => {
        tell(response, status, status === 200 ? { routes: traffic.routes, underWay: traffic.underWay } : {});
      },
      (error: unknown) => {
        tell(response, 500, { error: String(error) });
      },
    );
  });
}

function isAuthorised({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function tell(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
