import { fixedPorts, readVariables, topicSettingsOf } from './settings.js';

describe('settings', () => {
  it('have the documented defaults', () => {
    expect(fixedPorts(readVariables({}))).toMatchObject({
      edge: 8080,
      postgres: 15432,
      kafka: 29092,
      issuer: 8090,
      services: { planning: [8101], audit: [8107] },
    });
  });

  it('give each instance of a service a port of its own, the first ones as before', () => {
    const { services } = fixedPorts(readVariables({ SLIPWAY_INSTANCES: '2' }));
    expect(services).toMatchObject({ planning: [8101, 8108], audit: [8107, 8114] });
    expect(new Set(Object.values(services).flat()).size).toBe(14);
  });

  it('take an empty variable for an absent one', () => {
    expect(readVariables({ DATABASE_URL: '', SLIPWAY_EDGE_PORT: '' })).toMatchObject({ SLIPWAY_EDGE_PORT: 8080 });
  });

  it('give the topics the prefix that the services put before their names', () => {
    expect(topicSettingsOf(readVariables({ TOPIC_PREFIX: 'staging.' }))).toMatchObject({ prefix: 'staging.' });
    expect(topicSettingsOf(readVariables({}))).toEqual({ prefix: '', partitions: 6, retentionDays: 30 });
  });

  it('name the variable that is wrong', () => {
    expect(() => readVariables({ SLIPWAY_EDGE_PORT: '808O' })).toThrow(/SLIPWAY_EDGE_PORT/);
  });
});
