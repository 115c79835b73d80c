import { anyone } from '../domain/publishers.js';
import { readIntakeSettings } from './intake-settings.js';

describe('the settings of intake', () => {
  it('let anyone publish, but not in production', () => {
    expect(readIntakeSettings({})).toEqual({ publishers: anyone, largestEvent: 262_144 });
    expect(() => readIntakeSettings({ NODE_ENV: 'production' })).toThrow(/INTAKE_PUBLISHERS is missing/);
  });

  it('name publishers and their sources', () => {
    expect(readIntakeSettings({ INTAKE_PUBLISHERS: '{"ci":["/ci/*"]}' }).publishers).toEqual({ ci: ['/ci/*'] });
  });

  it.each(['{', '["ci"]', '{"ci":"/ci"}', '{"ci":[]}'])('refuse %s', (text) => {
    expect(() => readIntakeSettings({ INTAKE_PUBLISHERS: text })).toThrow(/INTAKE_PUBLISHERS/);
  });
});
