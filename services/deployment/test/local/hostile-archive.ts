import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Header, type HeaderData } from 'tar';

const block = 512;

/** An entry of zeros; with `cut`, the archive ends where they would begin. */
export type HostileEntry = HeaderData & { readonly cut?: boolean };

/** Packs entries that no tool would pack as a `.tgz`. */
export async function hostileArchive(file: string, entries: Iterable<HostileEntry>): Promise<void> {
  await pipeline(Readable.from(blocksOf(entries)), createGzip({ level: 9 }), createWriteStream(file));
}

function* blocksOf(entries: Iterable<HostileEntry>): Iterable<Buffer> {
  for (const { cut = false, ...entry } of entries) {
    const header = Buffer.alloc(block);
    new Header({ mode: 0o644, type: 'File', mtime: new Date(0), ...entry }).encode(header);
    yield header;
    if (cut) return;
    for (let left = Math.ceil((entry.size ?? 0) / block) * block; left > 0; left -= 2 ** 20) {
      yield Buffer.alloc(Math.min(left, 2 ** 20));
    }
  }
  yield Buffer.alloc(2 * block);
}
