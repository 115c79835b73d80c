import { constants, type ReadStream } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { ServiceKitError } from '../service-kit-error.js';
import { isUnder } from './address.policy.js';
import { tooLarge } from './bounded-body.js';
import { outboundFailure } from './exchange.js';

// Without waiting for the other end of a pipe; and a file that has replaced the resolved one is not followed if it is a
// link.
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * Opens a regular file that is under one of the roots after every link on the way is followed.
 * @throws ServiceKitError OUTBOUND_REFUSED, OUTBOUND_TOO_LARGE, OUTBOUND_FAILED
 */
export async function openArtifactFile(
  file: string,
  { roots, limit, signal }: { roots: readonly string[]; limit: number; signal: AbortSignal },
): Promise<ReadStream> {
  try {
    const real = await realpath(file);
    const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
    if (!isUnder(real, realRoots)) throw refused('it leads to a file that is in no folder of OUTBOUND_FILE_ROOTS');
    const handle = await open(real, flags);
    const stat = await handle.stat();
    if (stat.isFile() && stat.size <= limit) return handle.createReadStream({ signal });
    await handle.close();
    throw stat.isFile() ? tooLarge(limit) : refused('it is no regular file');
  } catch (error) {
    throw outboundFailure(error);
  }
}

const refused = (reason: string): ServiceKitError => new ServiceKitError('OUTBOUND_REFUSED', { reason });
