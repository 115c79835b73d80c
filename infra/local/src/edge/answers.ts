import type { ServerResponse } from 'node:http';

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Answers as RFC 9457 has it, in the form in which the services do; nothing when the answer has begun already. */
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
