import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { limits, type ArtifactReference, textOf } from '@slipway/contracts';
import { reasonOf, type Outbound } from '@slipway/service-kit';
import { ExecutorError, named } from '../../domain/deployment-executor.js';
import { Manifest } from './manifest.js';
import { unpackArchive } from './unpack-archive.js';

/** An artifact on this machine, its digest checked. */
export interface UnpackedArtifact {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Artifacts by their digest: fetched once, checked, unpacked. What is in here is never changed. */
export class ArtifactStore {
  constructor(
    private readonly folder: string,
    private readonly outbound: Outbound,
  ) {}

  /** @throws ExecutorError ARTIFACT_UNREACHABLE, DIGEST_MISMATCH, ARTIFACT_UNSUITABLE, MANIFEST_INVALID */
  async unpacked(artifact: ArtifactReference): Promise<UnpackedArtifact> {
    const folder = path.join(this.folder, hexOf(artifact));
    if (!existsSync(folder)) await this.unpack(artifact, await this.fetched(artifact), folder);
    return { folder, manifest: await manifestIn(folder, artifact) };
  }

  private async fetched(artifact: ArtifactReference): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.folder, `${hexOf(artifact)}.tgz`);
    if (existsSync(file) && (await digestOf(createReadStream(file))) === artifact.digest) return file;
    const draft = `${file}.${randomUUID()}.new`;
    try {
      const digest = await this.copy(artifact, draft);
      if (digest !== artifact.digest) {
        const fix = 'publish the artifact that was approved, or change the release to the one that is there';
        throw new ExecutorError('DIGEST_MISMATCH', { artifact: named(artifact), actual: digest, fix });
      }
      await rename(draft, file);
      return file;
    } finally {
      await rm(draft, { force: true });
    }
  }

  private async copy(artifact: ArtifactReference, to: string): Promise<string> {
    const hash = createHash('sha256');
    const hashed = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(this.outbound.artifact(artifact.uri), hashed, createWriteStream(to));
    } catch (cause) {
      const why = reasonOf(cause);
      const details = {
        artifact: named(artifact),
        uri: artifact.uri,
        why,
        fix: 'give a file: or http(s) URI of a .tgz',
      };
      throw new ExecutorError('ARTIFACT_UNREACHABLE', details, { cause });
    }
    return `sha256:${hash.digest('hex')}`;
  }

  private async unpack(artifact: ArtifactReference, file: string, folder: string): Promise<void> {
    const draft = `${folder}.${randomUUID()}.new`;
    try {
      await mkdir(draft, { recursive: true });
      await unpackArchive(file, draft);
      await rename(draft, folder);
    } catch (cause) {
      // Someone else unpacked the same bytes meanwhile: there is nothing left to do.
      if (existsSync(folder)) return;
      const why = textOf(cause);
      throw new ExecutorError(
        'ARTIFACT_UNSUITABLE',
        { artifact: named(artifact), why, fix: 'pack it as a .tgz' },
        { cause },
      );
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
}

const hexOf = ({ digest }: ArtifactReference): string => digest.slice('sha256:'.length);

async function digestOf(bytes: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(bytes, hash);
  return `sha256:${hash.digest('hex')}`;
}

async function manifestIn(folder: string, artifact: ArtifactReference): Promise<Manifest> {
  const details = { artifact: named(artifact), file: 'slipway.json' };
  try {
    const file = path.join(folder, details.file);
    const { manifestBytes } = limits.archive;
    const found = await lstat(file);
    // A link could lead to a file of this machine.
    if (!found.isFile()) throw new Error('is no file');
    if (found.size > manifestBytes) throw new Error(`has more than ${manifestBytes} bytes`);
    return Manifest.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = textOf(cause);
    const fix = 'put it at the root of the artifact: {"start":["node","server.js"],"ready":"/health","instances":2}';
    throw new ExecutorError('MANIFEST_INVALID', { ...details, why, fix }, { cause });
  }
}
