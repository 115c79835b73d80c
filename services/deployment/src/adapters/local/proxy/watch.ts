import { existsSync } from 'node:fs';
import { identify, isAlive, type ProcessIdentity } from '../process-identity.js';

const lookEvery = 500;

/**
 * Calls `gone` when the owner of the whole system has ended, or the folder of the target was removed: then nothing else
 * would ever end these processes. The end of the deployment service is no reason: it is restarted.
 */
export function watchOwner(folder: string, supervisorPid: number | undefined, gone: (why: string) => void): void {
  const owner: ProcessIdentity | undefined = supervisorPid === undefined ? undefined : identify(supervisorPid);
  const timer = setInterval(() => {
    const why = reason();
    if (why === undefined) return;
    clearInterval(timer);
    gone(why);
  }, lookEvery);
  const reason = (): string | undefined => {
    if (!existsSync(folder)) return 'the folder of the target is gone';
    if (supervisorPid === undefined) return undefined;
    return owner !== undefined && isAlive(owner) ? undefined : `the supervisor, process ${supervisorPid}, is gone`;
  };
}
