import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { limits } from '@slipway/contracts';
import { Parser, Unpack, type ReadEntry } from 'tar';

const { unpackedBytes, entryBytes, entries: mostEntries, depth, pathCharacters } = limits.archive;

/** What the parser takes for a compressed stream and unpacks by itself: gzip and Zstandard. */
const compressed = [Buffer.from([0x1f, 0x8b]), Buffer.from([0x28, 0xb5, 0x2f, 0xfd])];

/**
 * Unpacks a `.tgz` into a folder. It is read twice, a few kilobytes at a time: nothing is written before the whole
 * archive is known to be within the limits. tar itself refuses paths and links that lead out of the folder, and
 * everything that is not a file, folder or link.
 * @throws Error that names what is wrong with the archive
 */
export async function unpackArchive(file: string, folder: string): Promise<void> {
  const inspected = new Parser({ strict: true, brotli: false, zstd: false });
  const entries = new EntryCount();
  const fail = (error: unknown) => inspected.abort(error as Error);
  inspected
    .on('entry', (entry: ReadEntry) => entries.count(entry, fail))
    .on('ignoredEntry', (entry: ReadEntry) => entries.count(entry, fail));
  await feed(file, inspected);
  await feed(file, new Unpack({ cwd: folder, strict: true, brotli: false, zstd: false }));
}

class EntryCount {
  private counted = 0;

  count(entry: ReadEntry, fail: (error: Error) => void): void {
    this.counted += 1;
    entry.resume();
    const problem = this.problemOf(entry);
    if (problem !== undefined) fail(new Error(problem));
  }

  private problemOf({ path, size }: ReadEntry): string | undefined {
    if (this.counted > mostEntries) return `has more than ${String(mostEntries)} entries`;
    if (size > entryBytes) return `has an entry of more than ${String(entryBytes)} bytes`;
    if (path.length > pathCharacters) return `has a path of more than ${String(pathCharacters)} characters`;
    if (path.split('/').length > depth) return `has a path that is more than ${String(depth)} folders deep`;
    return undefined;
  }
}

/** Unzips the file into the parser, no faster than it takes it, and not beyond the limit. */
async function feed(file: string, parser: Parser): Promise<void> {
  const finished = Promise.withResolvers<undefined>();
  parser.on('error', finished.reject).on('finish', () => {
    finished.resolve(undefined);
  });
  // What it throws is thrown where it is awaited, at the latest at the end.
  finished.promise.catch(() => undefined);
  let bytes = 0;
  await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      if (bytes === 0 && compressed.some((magic) => chunk.subarray(0, magic.length).equals(magic))) {
        throw new Error('is compressed twice');
      }
      bytes += chunk.length;
      if (bytes > unpackedBytes) throw new Error(`unpacks to more than ${String(unpackedBytes)} bytes`);
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), finished.promise]);
    }
    parser.end();
    await finished.promise;
  });
}
