import { randomUUID } from 'node:crypto';
import type { Doors } from './doors.js';

interface Operation {
  readonly 'x-roles'?: readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** A user who can send a command, by the role that the command names. */
const people: Readonly<Record<string, string>> = {
  'release-manager': 'ada',
  approver: 'grace',
  deployer: 'linus',
  validator: 'katherine',
  support: 'margaret',
  sre: 'radia',
  publisher: 'ci',
  admin: 'root',
};

const json = 'application/json';
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/** Media type and body of malformed requests; undefined: no body. */
const bodies: readonly (readonly [type: string | undefined, body: string | undefined])[] = [
  [undefined, undefined],
  [json, undefined],
  [json, ''],
  ['text/plain', 'hello'],
  ['application/x-www-form-urlencoded', 'a=b'],
  ['application/json; charset=utf-7', '{}'],
  [undefined, '{}'],
  [json, 'null'],
  [json, '[]'],
  [json, '"text"'],
  [json, '1'],
  [json, '1e999'],
  [json, '{'],
  [json, '{"a":1,"a":2}'],
  [json, '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'],
  [json, '{"title":"a\\u0000b\\u202e"}'],
  [json, nested(5000)],
  [json, `{"evidence":${nested(5000)}}`],
  ['text/markdown', '\0'],
];

/** Operations to which bodies are sent at once: a service has up to fifty, and each gets its bodies one after another. */
const atOnce = 4;

/**
 * Sends odd bodies to every command of a service's OpenAPI document.
 * @returns the wrong responses: none may be an accidental success, a server error, or a refusal without a fix
 */
export async function answersToOddBodies(doors: Doors, service: string): Promise<string[]> {
  const { body: document } = await doors.send('ada', `/${service}/openapi.json`, { method: 'GET' });
  const waiting = Object.entries((document as unknown as Document).paths).values();
  const complaints: string[] = [];
  const sendNext = async () => {
    for (const [path, { post }] of waiting)
      if (post !== undefined) complaints.push(...(await complaintsAbout(doors, path, post)));
  };
  await Promise.all(Array.from({ length: atOnce }, sendNext));
  return complaints;
}

async function complaintsAbout(doors: Doors, path: string, operation: Operation): Promise<string[]> {
  const who = people[operation['x-roles']?.[0] ?? 'admin'] ?? 'root';
  const complaints: string[] = [];
  for (const [type, body] of bodies) {
    const headers = { 'idempotency-key': randomUUID(), ...(type === undefined ? {} : { 'content-type': type }) };
    const message = { method: 'POST' as const, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) };
    const { status, body: answer } = await doors.send(who, path.replace(/\{[^}]+\}/g, 'nope-1.0.0'), message);
    if (status < 500 && (status < 400 || saysWhatToDo(answer))) continue;
    complaints.push(`${path} ${String(type)} ${String(body).slice(0, 40)}: ${JSON.stringify(answer).slice(0, 300)}`);
  }
  return complaints;
}

/** A refusal must name the fix or the invalid fields. */
const saysWhatToDo = ({ code, fix, fields, status }: Readonly<Record<string, unknown>>): boolean =>
  typeof code === 'string' && (typeof fix === 'string' || Array.isArray(fields) || status === 404 || status === 409);
