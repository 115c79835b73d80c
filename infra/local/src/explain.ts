import { CodedError } from '@slipway/decider';
import { LocalError } from './local-error.js';

/** Tells a person what went wrong, and what to do where that is known. */
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
    console.error('slipway: the stored data is of another state of the code; npm run reset removes it, for good');
  }
}
