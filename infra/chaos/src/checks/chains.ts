import { some, type Check } from './check.js';

export const chainsVerify: Check = {
  promise: 'the chain of each trail verifies',
  heals: false,
  findings: async ({ ground: { stage }, found: { log } }) => {
    const broken: string[] = [];
    for (const trail of new Set(log.map((event) => event.trail))) {
      const { body } = await stage.doors.get('edsger', `/audit/v1/trails/${encodeURIComponent(trail)}/verification`);
      if (body['ok'] !== true) broken.push(`${trail} ${JSON.stringify(body)}`);
    }
    return some('not what was recorded', 'GET /audit/v1/trails/<trail>/verification', broken);
  },
};
