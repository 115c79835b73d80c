import { existsSync } from 'node:fs';
import { identify, isAlive, type ProcessIdentity } from '../process-identity.js';

const lookEvery = 500;

/**
 * Calls `gone` once the owner of the whole system has ended, or the target's folder was removed: then nobody is left who
 * would ever end what runs here. That the deployment service ends is no reason: it comes back.
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
