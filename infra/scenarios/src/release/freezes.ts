import { demandDone } from '../system/answer.js';
import type { Stage } from '../system/stage.js';
import { moment, unlikeOthers } from './circumstances.js';

const freezes = '/planning/v1/freezes';
const reason = 'the scenario wants it';

/** Freezes an environment for a day, and returns the id of the freeze. */
export async function freeze({ doors }: Stage, environment: string): Promise<string> {
  const freezeId = unlikeOthers('freeze-');
  const window = { start: moment(-60_000), end: moment(86_400_000) };
  demandDone('a freeze', await doors.post('ada', freezes, { freezeId, environment, window, reason }));
  return freezeId;
}

export async function lift({ doors }: Stage, freezeId: string): Promise<void> {
  demandDone('lifting', await doors.post('ada', `${freezes}/${freezeId}/lift`, { reason }));
}
