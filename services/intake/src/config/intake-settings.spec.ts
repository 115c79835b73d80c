import { anyone } from '../domain/publishers.policy.js';
import { readIntakeSettings } from './intake-settings.js';

describe('the settings of intake', () => {
  it('let anyone publish, but not in production', () => {
    expect(readIntakeSettings({})).toMatchObject({ publishers: anyone, largestEvent: 262_144 });
    expect(() => readIntakeSettings({ NODE_ENV: 'production' })).toThrow(/INTAKE_PUBLISHERS is missing/);
  });

  it('name publishers and their sources', () => {
    expect(readIntakeSettings({ INTAKE_PUBLISHERS: '{"ci":["/ci/*"]}' }).publishers).toEqual({ ci: ['/ci/*'] });
  });

  it('say how long a message waits for its release', () => {
    expect(readIntakeSettings({})).toMatchObject({ patience: 'PT10M' });
    expect(readIntakeSettings({ INTAKE_PATIENCE: 'PT1H' })).toMatchObject({ patience: 'PT1H' });
    for (const patience of ['ten minutes', 'PT0S', 'P1Y']) {
      expect(() => readIntakeSettings({ INTAKE_PATIENCE: patience })).toThrow(/INTAKE_PATIENCE: .*PT10M/s);
    }
  });

  it.each(['{', '["ci"]', '{"ci":"/ci"}', '{"ci":[]}'])('refuse %s', (text) => {
    expect(() => readIntakeSettings({ INTAKE_PUBLISHERS: text })).toThrow(/INTAKE_PUBLISHERS/);
  });

  it('say how identities look, and who else they are called', () => {
    const format = /^[a-z][a-z0-9._-]*$/u;
    expect(readIntakeSettings({}).identities).toEqual({ format, aliases: new Map() });
    const given = { format: '^p\\d+$', aliases: { 'Grace@Example.com ': 'P17', 'Ada L.': 'p4' } };
    const { identities } = readIntakeSettings({ INTAKE_IDENTITIES: JSON.stringify(given) });
    expect(identities).toEqual({
      format: /^p\d+$/u,
      aliases: new Map([
        ['grace@example.com', 'p17'],
        ['ada l.', 'p4'],
      ]),
    });
  });

  it.each([
    ['no JSON', '{'],
    ['no regular expression', '{"format":"("}'],
    ['an alias for what is no identity', '{"aliases":{"grace":"Grace Hopper"}}'],
    ['an alias that stands for two people', '{"aliases":{"G@x":"grace","g@x ":"ada"}}'],
    ['an unknown member', '{"names":{}}'],
  ])('refuse identities with %s', (_, text) => {
    expect(() => readIntakeSettings({ INTAKE_IDENTITIES: text })).toThrow(/INTAKE_IDENTITIES/);
  });
});
