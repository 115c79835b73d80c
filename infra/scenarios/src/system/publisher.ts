import { randomUUID } from 'node:crypto';
import type { Answer } from './answer.js';
import type { Doors } from './doors.js';

const path = '/intake/v1/events';

/** Fields of a CloudEvent that a scenario sets itself; `undefined` leaves one out. */
export interface Envelope {
  readonly id?: string;
  readonly source?: string;
  readonly time?: string | undefined;
}

export interface CdEvent extends Envelope {
  readonly type: string;
  readonly subject: { readonly id: string; readonly content: object };
  readonly customData?: object;
  /** Fields of the CDEvent's own context that differ from the envelope. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The systems of the other side: a CI, a deploy tool, a ticket system, a feedback form. */
export class Publisher {
  constructor(private readonly doors: Doors) {}

  /** A CloudEvent in structured mode. */
  publish(type: string, data: object, envelope: Envelope = {}): Promise<Answer> {
    const event = {
      ...{ specversion: '1.0', type, id: randomUUID(), source: '/ci/scenarios', time: new Date().toISOString() },
      ...envelope,
      ...{ datacontenttype: 'application/json', data },
    };
    const headers = { 'content-type': 'application/cloudevents+json' };
    return this.raw(headers, JSON.stringify(event));
  }

  cdevent({ type, subject, customData, context = {}, ...envelope }: CdEvent): Promise<Answer> {
    const whole = { id: randomUUID(), source: '/ci/scenarios', time: new Date().toISOString(), ...envelope };
    const { id, source, time = new Date().toISOString() } = whole;
    const fullType = `dev.cdevents.${type}`;
    const data = {
      context: { version: '0.4.1', id, source, type: fullType, timestamp: time, ...context },
      subject: { ...subject, source },
      ...(customData === undefined ? {} : { customData, customDataContentType: 'application/json' }),
    };
    return this.publish(fullType, data, whole);
  }

  /** Sends raw bytes and headers that no library would send. */
  raw(headers: Readonly<Record<string, string>>, body: string | Uint8Array): Promise<Answer> {
    return this.doors.send('ci', path, { method: 'POST', headers, body });
  }
}
