import { readLocalSettings } from './local-settings.js';

const refusalOf = (variables: Record<string, string>): unknown => {
  try {
    return readLocalSettings(variables);
  } catch (error) {
    return error;
  }
};

describe('the settings of the local executor', () => {
  it('have defaults for all', () => {
    expect(readLocalSettings({ DEPLOYMENT_DRAIN_SECONDS: '' })).toMatchObject({ targets: {}, drainSeconds: 30 });
  });

  it('name the targets and how a proxy is started', () => {
    const DEPLOYMENT_TARGETS = '{"shop":{"port":9000}}';
    expect(readLocalSettings({ DEPLOYMENT_TARGETS, DEPLOYMENT_PROXY_COMMAND: '["node","x.js"]' })).toMatchObject({
      targets: { shop: { port: 9000 } },
      proxyCommand: ['node', 'x.js'],
    });
  });

  it.each([
    ['DEPLOYMENT_TARGETS', '{', 'DEPLOYMENT_TARGETS: must be JSON, for example {"shop":{"port":9000}}'],
    [
      'DEPLOYMENT_TARGETS',
      '{"shop":{"port":0}}',
      expect.stringMatching(/^DEPLOYMENT_TARGETS: .* \(at shop.port\), for example/),
    ],
    ['DEPLOYMENT_DRAIN_SECONDS', 'soon', expect.stringMatching(/^DEPLOYMENT_DRAIN_SECONDS: .*, for example 30$/)],
    ['DEPLOYMENT_PROXY_COMMAND', 'node', expect.stringMatching(/^DEPLOYMENT_PROXY_COMMAND: must be JSON, for example/)],
  ])('refuse %s %s in words for people', (variable, text, problem) => {
    expect(refusalOf({ [variable]: text })).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { problems: [problem] },
    });
  });
});
