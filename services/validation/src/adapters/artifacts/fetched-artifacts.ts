import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ArtifactReference } from '@slipway/contracts';
import { Outbound, reasonOf, ServiceKitError } from '@slipway/service-kit';
import type { ArtifactSource } from '../../domain/quality/artifact-source.js';
import type { Finding } from '../../domain/quality/quality.commands.js';

/** Milliseconds before each attempt: a server that restarts is given a moment. */
const attempts = [0, 500, 2000];

/** Artifacts on this machine (`file:`) or on a web server (`http:`, `https:`). */
@Injectable()
export class FetchedArtifacts implements ArtifactSource {
  constructor(private readonly outbound: Outbound) {}

  async inspect(artifact: ArtifactReference): Promise<Finding> {
    let reason = '';
    for (const wait of attempts) {
      try {
        if (wait > 0) await delay(wait);
        return { artifact, ...(await digested(this.outbound.artifact(artifact.uri))) };
      } catch (error) {
        if (!(error instanceof ServiceKitError) || error.code === 'OUTBOUND_BUSY') throw error;
        reason = reasonOf(error);
        if (error.code !== 'OUTBOUND_FAILED') break;
      }
    }
    return { artifact, unavailable: reason };
  }
}

async function digested(bytes: AsyncIterable<Buffer>): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { digest: `sha256:${hash.digest('hex')}`, size };
}
