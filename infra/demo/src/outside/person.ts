import { randomUUID } from 'node:crypto';
import { eventually } from '@slipway/local';

export interface Evidence {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  readonly title: string;
}

// Transient failures: a restarting service, or a release that the service does not know yet.
const passing = new Set([404, 502, 503, 504]);
const patience = 60_000;

/** A person who logs in and acts over HTTP. */
export class Person {
  private constructor(
    readonly name: string,
    private readonly edgeUrl: string,
    private readonly token: string,
  ) {}

  static async logIn(edgeUrl: string, name: string): Promise<Person> {
    const response = await fetch(`${edgeUrl}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: name, password: name }),
    });
    const { access_token: token } = (await demandOk(response)) as { access_token: string };
    return new Person(name, edgeUrl, token);
  }

  /** Reads a resource; undefined while it does not exist. */
  async read(path: string): Promise<unknown> {
    const response = await this.request(path, { method: 'GET' });
    return passing.has(response.status) ? undefined : demandOk(response);
  }

  async readText(path: string): Promise<string> {
    const response = await this.request(path, { method: 'GET' });
    if (!response.ok) await demandOk(response);
    return response.text();
  }

  /** Sends a command, retries it with the same key after transient failures, and reports a refusal. */
  async act(path: string, body: object = {}): Promise<unknown> {
    return this.insist(path, { 'content-type': 'application/json' }, JSON.stringify(body));
  }

  /** Uploads a document of a release. */
  async attach(releaseId: string, title: string, markdown: string): Promise<Evidence> {
    const path = `/intake/v1/releases/${releaseId}/evidence?title=${encodeURIComponent(title)}`;
    return (await this.insist(path, { 'content-type': 'text/markdown' }, markdown)) as Evidence;
  }

  private async insist(path: string, headers: Record<string, string>, body: string): Promise<unknown> {
    const init = { method: 'POST', headers: { ...headers, 'idempotency-key': randomUUID() }, body };
    const send = async () => {
      const response = await this.request(path, init);
      if (!passing.has(response.status)) return { answer: await demandOk(response) };
      await response.body?.cancel();
      return undefined;
    };
    const { answer } = await eventually(send, {
      what: `${this.name}: POST ${path} is answered`,
      within: patience,
      every: 200,
      fatal: isRefusal,
    });
    return answer;
  }

  private async request(path: string, init: { method: string; headers?: Record<string, string>; body?: string }) {
    const headers = { ...init.headers, authorization: `Bearer ${this.token}` };
    try {
      return await fetch(`${this.edgeUrl}${path}`, { ...init, headers });
    } catch (error) {
      // A broken connection leaves the outcome unknown; the key makes a retry safe.
      return Response.json({ title: 'no answer', detail: String(error) }, { status: 503 });
    }
  }
}

/** An answer that says no: trying again does not help. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

export const isRefusal = (error: unknown): boolean => error instanceof Refusal;

async function demandOk(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
  throw new Refusal(`${String(response.status)} from ${new URL(response.url || 'http://no-answer').pathname}: ${text}`);
}
