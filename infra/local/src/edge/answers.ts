import type { ServerResponse } from 'node:http';

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Sends an RFC 9457 problem in the same form as the services. Does nothing if the response has already started. */
export function answerProblem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers });
  const words = code.toLowerCase().split('_');
  const type = `urn:slipway:problem:${words.join('-')}`;
  const title = words.join(' ');
  response.end(JSON.stringify({ type, title, status, detail, code }));
}
