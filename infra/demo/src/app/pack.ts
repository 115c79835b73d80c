import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { create } from 'tar';

export interface Artifact {
  readonly name: string;
  readonly uri: string;
  readonly digest: string;
}

const source = path.resolve(import.meta.dirname, '..', '..', 'shop');

/** Packs one version of the sample shop as a CI would. If `failsAfter` is given, it starts to fail after that number of requests. */
export async function packShop(folder: string, version: string, failsAfter?: number): Promise<Artifact> {
  const content = path.join(folder, version);
  await rm(content, { recursive: true, force: true });
  await mkdir(content, { recursive: true });
  await cp(source, content, { recursive: true });
  await writeFile(path.join(content, 'release.json'), JSON.stringify({ version, failsAfter }));
  const file = path.join(folder, `shop-${version}.tgz`);
  await create({ file, cwd: content, gzip: true, portable: true, mtime: new Date(0) }, ['.']);
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return { name: 'shop', uri: pathToFileURL(file).href, digest: `sha256:${digest}` };
}
