import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ArtifactReference } from '@slipway/contracts';
import type { ArtifactSource } from '../../domain/quality/artifact-source.js';
import type { Finding } from '../../domain/quality/quality.commands.js';

/** Milliseconds before each attempt: a server that restarts is given a moment. */
const attempts = [0, 500, 2000];
const patience = 10 * 60_000;

/** What no further attempt would change. */
class Unavailable extends Error {}

/** Artifacts on this machine (`file:`) or on a web server (`http:`, `https:`). */
@Injectable()
export class FetchedArtifacts implements ArtifactSource {
  async inspect(artifact: ArtifactReference): Promise<Finding> {
    let reason = '';
    for (const wait of attempts) {
      try {
        if (wait > 0) await delay(wait);
        return { artifact, ...(await digested(await open(artifact.uri))) };
      } catch (error) {
        reason = reasonOf(error);
        if (error instanceof Unavailable) break;
      }
    }
    return { artifact, unavailable: reason };
  }
}

async function open(uri: string): Promise<Readable> {
  const url = URL.parse(uri);
  switch (url?.protocol) {
    case 'file:':
      return createReadStream(url);
    case 'http:':
    case 'https:':
      return download(url);
    default:
      throw new Unavailable('artifacts are fetched from file:, http: and https: addresses only');
  }
}

async function download(url: URL): Promise<Readable> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (response.ok && response.body !== null) return Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  await response.body?.cancel();
  const answer = `the server answered ${String(response.status)}`;
  throw response.status < 500 ? new Unavailable(answer) : new Error(answer);
}

async function digested(bytes: Readable): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { digest: `sha256:${hash.digest('hex')}`, size };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
