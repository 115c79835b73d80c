import { randomUUID } from 'node:crypto';
import type { RunningSystem } from '@slipway/local';
import { eventually } from '@slipway/testing';
import { answerOf, type Answer } from './answer.js';

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A message that the API accepted with a success status. */
export interface Taken extends Message {
  readonly path: string;
  readonly answer: Answer;
}

/** Timeouts in milliseconds. */
export interface Patience {
  /** For an answer that is final. */
  readonly door: number;
  /** For any answer, before the message is sent again. */
  readonly attempt: number;
  /** For what is to be seen of a release. */
  readonly release: number;
}

export const usualPatience: Patience = { door: 20_000, attempt: 20_000, release: 60_000 };

interface DoorOptions {
  readonly patience: Patience;
  /** Called with every accepted POST. */
  readonly onTaken?: ((taken: Taken) => void) | undefined;
}

/** The HTTP doors of a running system. */
export class Doors {
  constructor(
    private readonly system: Pick<RunningSystem, 'edgeUrl' | 'tokenFor'>,
    private readonly options: DoorOptions,
  ) {}

  get(who: string, path: string): Promise<Answer> {
    return this.insist(who, path, { method: 'GET' });
  }

  post(who: string, path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const all = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers };
    return this.insist(who, path, { method: 'POST', headers: all, body: JSON.stringify(body) });
  }

  /** Sends a message again, with the same key, while the release is not known there yet or the service is not ready. */
  insist(who: string, path: string, message: Message): Promise<Answer> {
    return this.sendUntil((answer) => !isPassing(answer) && !isTooEarly(answer), who, path, message);
  }

  /** Sends a message that can be sent twice again, while the service is not ready. */
  send(who: string, path: string, message: Message): Promise<Answer> {
    return this.sendUntil((answer) => !isPassing(answer), who, path, message);
  }

  private sendUntil(isFinal: (answer: Answer) => boolean, who: string, path: string, message: Message) {
    const ask = async () => {
      const answer = await this.sendOnce(who, path, message);
      return isFinal(answer) ? answer : undefined;
    };
    return eventually(ask, { within: this.options.patience.door, every: 150 });
  }

  private async sendOnce(who: string, path: string, message: Message): Promise<Answer> {
    const { method, headers = {}, body } = message;
    const authorization = `Bearer ${await this.system.tokenFor(who)}`;
    const init = { method, headers: { ...headers, authorization }, ...(body === undefined ? {} : { body }) };
    const signal = AbortSignal.timeout(this.options.patience.attempt);
    const answer = await answerOf(await fetch(`${this.system.edgeUrl}${path}`, { ...init, signal }));
    if (method === 'POST' && answer.status < 300) this.options.onTaken?.({ ...message, path, answer });
    return answer;
  }
}

const isPassing = ({ status }: Answer): boolean => status >= 500 || status === 429;
const isTooEarly = ({ body }: Answer): boolean => body['code'] === 'RELEASE_UNKNOWN';
