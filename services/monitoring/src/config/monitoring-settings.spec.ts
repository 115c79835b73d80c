import { anywhere } from '../domain/watch/target-patterns.js';
import { readMonitoringSettings } from './monitoring-settings.js';

describe('the settings of monitoring', () => {
  it('let anything be watched, but not in production', () => {
    expect(readMonitoringSettings({})).toEqual({ sampleRetention: 'P45D', targets: anywhere });
    expect(() => readMonitoringSettings({ NODE_ENV: 'production' })).toThrow(/MONITORING_TARGETS is missing/);
  });

  it('name the URLs of an environment and a product', () => {
    const targets = { production: { shop: ['https://shop.example/*'] } };
    const variables = { NODE_ENV: 'production', MONITORING_TARGETS: JSON.stringify(targets) };
    expect(readMonitoringSettings(variables).targets).toEqual(targets);
  });

  it.each([
    '{',
    '{"production":["https://shop.example/*"]}',
    '{"production":{"shop":[]}}',
    '{"production":{"shop":["shop.example"]}}',
    '{"production":{"shop":["https://shop.example"]}}',
    '{"production":{"shop":["https://user@shop.example/*"]}}',
  ])('refuse %s', (text) => {
    expect(() => readMonitoringSettings({ MONITORING_TARGETS: text })).toThrow(/MONITORING_TARGETS/);
  });
});
