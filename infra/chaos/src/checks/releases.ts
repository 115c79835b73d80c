import { isOver, type FlowView, type Stage } from '@slipway/scenarios';
import type { Ground } from '../ground.js';
import { some, type Check, type Finding } from './check.js';

export const everyReleaseHasEnded: Check = {
  promise: 'each release has got to its end',
  heals: false,
  findings: ({ played }) => {
    const failed = played.filter(({ failure }) => failure !== undefined);
    return failed.map(({ release, failure = '' }): Finding => ({ what: `${release} has not ended`, look: failure }));
  },
};

/** Includes releases that external clients announced and releases that the run abandoned. */
export const noReleaseIsStuck: Check = {
  promise: 'each release has ended, or waits for somebody who can act',
  heals: true,
  findings: async ({ ground }) => {
    const stuck: string[] = [];
    for (const release of await releasesOf(ground)) {
      const flow = await flowOf(ground.stage, release);
      if (!isOver(flow.status) && !waitsForSomebody(flow)) stuck.push(`${release} (${flow.status})`);
    }
    return some('stuck', 'GET /planning/v1/releases/<release>: flow.waitsFor', stuck);
  },
};

async function releasesOf({ database }: Ground): Promise<readonly string[]> {
  const rows = await database.ask<{ trail: string }>(
    `SELECT DISTINCT trail FROM store.events WHERE type = 'dev.slipway.planning.flow-started.v1'`,
  );
  return rows.map(({ trail }) => trail);
}

async function flowOf({ doors }: Stage, release: string): Promise<FlowView> {
  const { body } = await doors.get('ada', `/planning/v1/releases/${release}`);
  return body['flow'] as FlowView;
}

/** An issue that holds the release waits for the people who triage and resolve it. */
const waitsForSomebody = ({ waitsFor, holds }: FlowView): boolean =>
  Object.keys(holds).length > 0 ||
  waitsFor.some(
    ({ status, missing }) => status === 'active' && missing.some(({ whoCanAct = [] }) => whoCanAct.length > 0),
  );
