import { CodedError } from '@slipway/decider';
import { LocalError } from './local-error.js';

/** Prints what went wrong, and the fix if it is known. */
export function explain(error: unknown): void {
  if (error instanceof LocalError) {
    console.error(`slipway: ${error.details.fix}`);
    const explainsItself = error.code === 'PORT_IN_USE' || error.code === 'STOPPED';
    if (!explainsItself && error.cause !== undefined) console.error(error.cause);
    return;
  }
  if (error instanceof CodedError && error.code === 'PORT_UNAVAILABLE') {
    console.error(`slipway: ${String(error.details['fix'])}`);
    return;
  }
  console.error(error);
  if (error instanceof CodedError && error.code === 'MIGRATION_FAILED') {
    console.error('slipway: another version of the code created the stored data; npm run reset deletes it permanently');
  }
}
