import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactReference } from '@slipway/contracts';
import { create } from 'tar';

export interface Sample {
  readonly version: string;
  /** Beside what every sample does. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** JavaScript that runs before the server is made. */
  readonly before?: string;
  /** JavaScript that answers a request `q` in place of the usual answer, with `a`. */
  readonly answer?: string;
}

/** A web server that answers with its version, its release, its pid and one of its settings; `/slow` takes half a second. */
const server = ({ version, before = '', answer = '' }: Sample) => `
  import { createServer } from 'node:http';
  ${before}
  createServer((q, a) => {
    ${answer}
    if (a.writableEnded) return;
    const body = () => {
      const { GREETING: greeting, SLIPWAY_RELEASE: release, DATABASE_URL: leaked } = process.env;
      a.setHeader('content-type', 'application/json');
      a.end(JSON.stringify({ version: '${version}', release, greeting, leaked, pid: process.pid, url: q.url }));
    };
    q.resume();
    q.on('end', () => (q.url === '/slow' ? setTimeout(body, 500) : body()));
  }).listen(Number(process.env.PORT), process.env.HOST);
`;

/** Packs a sample application as an artifact with its digest. */
export async function sampleArtifact(folder: string, sample: Sample): Promise<ArtifactReference> {
  const { version, manifest = {} } = sample;
  const source = path.join(folder, `shop-${version}`);
  await mkdir(source, { recursive: true });
  const run = { start: ['node', 'server.mjs'], ready: '/health', instances: 2, ...manifest };
  await writeFile(path.join(source, 'slipway.json'), JSON.stringify(run));
  await writeFile(path.join(source, 'server.mjs'), server(sample));
  const file = path.join(folder, `shop-${version}.tgz`);
  await create({ gzip: true, file, cwd: source, portable: true }, ['slipway.json', 'server.mjs']);
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return { name: 'shop', uri: pathToFileURL(file).href, digest: `sha256:${digest}` };
}
