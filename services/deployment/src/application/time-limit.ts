import { ExecutorError } from '../domain/deployment-executor.js';

/**
 * The outcome of work that may never end.
 * @throws ExecutorError NOT_ANSWERED when it takes longer; the work itself is not stopped
 */
export async function withinTime<Result>(work: Promise<Result>, milliseconds: number, what: string): Promise<Result> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      const fix = 'look at the log of the deployment service and at the target, then try again';
      limit.reject(new ExecutorError('NOT_ANSWERED', { work: what, milliseconds, fix }));
    },
    Math.min(milliseconds, longestTimer),
  );
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;
