import { randomUUID } from 'node:crypto';
import type { RunningSystem } from '@slipway/local';
import { eventually } from '@slipway/testing';
import { answerOf, type Answer } from './answer.js';

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The HTTP doors of a running system. */
export class Doors {
  constructor(private readonly system: Pick<RunningSystem, 'edgeUrl' | 'tokenFor'>) {}

  get(who: string, path: string): Promise<Answer> {
    return this.insist(who, path, { method: 'GET' });
  }

  post(who: string, path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const all = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers };
    return this.insist(who, path, { method: 'POST', headers: all, body: JSON.stringify(body) });
  }

  /** Sends a message again, with the same key, while the release is not known there yet or the service is not ready. */
  insist(who: string, path: string, message: Message): Promise<Answer> {
    return eventually(
      async () => {
        const answer = await this.send(who, path, message);
        return isPassing(answer) ? undefined : answer;
      },
      { within: 20_000, every: 150 },
    );
  }

  async send(who: string, path: string, { method, headers = {}, body }: Message): Promise<Answer> {
    const authorization = `Bearer ${await this.system.tokenFor(who)}`;
    const init = { method, headers: { ...headers, authorization }, ...(body === undefined ? {} : { body }) };
    return answerOf(await fetch(`${this.system.edgeUrl}${path}`, init));
  }
}

const isPassing = ({ status, body }: Answer): boolean => status >= 500 || body['code'] === 'RELEASE_UNKNOWN';
