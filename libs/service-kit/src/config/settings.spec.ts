import { z } from 'zod';
import { jsonVariable, readSettings } from './settings.js';

const Settings = z.object({
  TARGETS: jsonVariable(z.record(z.string(), z.strictObject({ port: z.int() }))).default({}),
  SECONDS: z.coerce.number().positive().default(30),
  OWNER: z.string(),
});
const read = (variables: Record<string, string>) =>
  readSettings(Settings, variables, { TARGETS: '{"shop":{"port":9000}}', OWNER: 'ops' });

const refusalOf = (variables: Record<string, string>): unknown => {
  try {
    return read(variables);
  } catch (error) {
    return error;
  }
};

describe('the settings of a service', () => {
  it('are read with their defaults; an empty value counts as absent', () => {
    const TARGETS = '{"shop":{"port":9000}}';
    expect(read({ OWNER: 'ops', TARGETS, SECONDS: '' })).toEqual({
      OWNER: 'ops',
      TARGETS: { shop: { port: 9000 } },
      SECONDS: 30,
    });
  });

  it.each([
    [{}, ['OWNER is missing, for example ops']],
    [{ OWNER: 'ops', TARGETS: 'shop' }, ['TARGETS: must be JSON, for example {"shop":{"port":9000}}']],
    [
      { TARGETS: '{"shop":{"port":"x"}}', SECONDS: '-1' },
      [
        'TARGETS: Invalid input: expected number, received string (at shop.port), for example {"shop":{"port":9000}}',
        'SECONDS: Too small: expected number to be >0',
        'OWNER is missing, for example ops',
      ],
    ],
  ])('refuse %j, each variable with what to put there', (variables, problems) => {
    expect(refusalOf(variables)).toMatchObject({ code: 'CONFIGURATION_INVALID', details: { problems } });
  });
});
