import { readFileSync } from 'node:fs';

const contracts = new URL('../../../../libs/contracts/src/', import.meta.url);

/** A real payload of an event, from the contracts: `golden('planning/flow-started')`. */
export const golden = (event: string): unknown =>
  JSON.parse(readFileSync(new URL(`${event}.golden.json`, contracts), 'utf8'));
