import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { limits } from '@slipway/contracts';
import { Header, type HeaderData } from 'tar';
import { unpackArchive } from '../../src/adapters/local/unpack-archive.js';
import { hostileArchive, type HostileEntry } from './hostile-archive.js';

const { entries, entryBytes, unpackedBytes, depth, pathCharacters } = limits.archive;
const mebibyte = 2 ** 20;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'slipway-archive-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function unpack(made: Iterable<HostileEntry>) {
  const work = await mkdtemp(path.join(root, 'a-'));
  const [file, folder] = [path.join(work, 'a.tgz'), path.join(work, 'to')];
  await mkdir(folder);
  await hostileArchive(file, made);
  return { unpacked: unpackArchive(file, folder), left: () => readdir(folder) };
}

function* many(count: number): Iterable<HeaderData> {
  for (let number = 0; number < count; number++) yield { path: `f/${String(number)}`, size: 0 };
}

describe('an archive', () => {
  it('is unpacked with its folders and links', async () => {
    const made: HeaderData[] = [
      { path: 'bin', type: 'Directory' },
      { path: 'bin/run', size: 3000 },
      { path: 'run', type: 'SymbolicLink', linkpath: 'bin/run' },
    ];
    const { unpacked, left } = await unpack(made);
    await unpacked;
    expect((await left()).sort()).toEqual(['bin', 'run']);
  });

  it.each<[string, Iterable<HostileEntry>, RegExp]>([
    ['that has too many entries', many(entries + 1), /more than \d+ entries/],
    ['with a large entry', [{ path: 'a', size: entryBytes + 1, cut: true }], /an entry of more than/],
    ['with a deep path', [{ path: `${'d/'.repeat(depth)}x`, size: 0 }], /folders deep/],
    ['with a path that leads out', [{ path: '../x', size: 1 }], /\.\./],
    ['with a link that leads out', [{ path: 'x', type: 'SymbolicLink', linkpath: '../../x' }], /escapes/],
    ['with a device', [{ path: 'zero', type: 'CharacterDevice' }], /unsupported/],
  ])('%s is refused, and nothing of it is there', async (_, made, reason) => {
    const { unpacked, left } = await unpack(made);
    await expect(unpacked).rejects.toThrow(reason);
    expect(await left()).toEqual([]);
  });

  it('that unpacks to too much costs neither its memory nor the turns of others', async () => {
    const each = entryBytes;
    const made = Array.from({ length: Math.floor(unpackedBytes / each) + 1 }, (_, number) => ({
      path: `b${String(number)}`,
      size: each,
    }));
    const { unpacked, left } = await unpack(made);
    const before = process.memoryUsage().rss;
    let [longest, last] = [0, performance.now()];
    const turns = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    await expect(unpacked).rejects.toThrow(/unpacks to more than/);
    clearInterval(turns);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * mebibyte);
    expect(longest).toBeLessThan(1000);
    expect(await left()).toEqual([]);
  }, 60_000);

  it('may be long in its path only so far', async () => {
    const header = Buffer.alloc(512);
    const pax = `${String(pathCharacters + 20)} path=${'p'.repeat(pathCharacters + 10)}\n`;
    new Header({ path: 'pax', type: 'ExtendedHeader', size: pax.length, mtime: new Date(0) }).encode(header);
    const body = Buffer.alloc(512 * Math.ceil(pax.length / 512));
    body.write(pax);
    const entry = Buffer.alloc(512);
    new Header({ path: 'x', type: 'File', size: 0, mtime: new Date(0) }).encode(entry);
    const file = path.join(root, 'long.tgz');
    await writeFile(file, gzipSync(Buffer.concat([header, body, entry, Buffer.alloc(1024)])));
    await expect(unpackArchive(file, root)).rejects.toThrow(/a path of more than/);
  });

  it.each([
    ['is none', Buffer.from('not a tar'.repeat(1000)), /header|gzip/i],
    ['is compressed twice', gzipSync(gzipSync(Buffer.alloc(mebibyte))), /compressed twice/],
    ['is cut', gzipSync(Buffer.alloc(mebibyte)).subarray(0, 100), /unexpected end/],
  ])('that %s is refused', async (_, bytes, reason) => {
    const file = path.join(root, 'none.tgz');
    await writeFile(file, bytes);
    await expect(unpackArchive(file, root)).rejects.toThrow(reason);
  });
});
