import { ConfigurationApplied, DeploymentSucceeded } from '@slipway/contracts';
import type { DeploymentEvent } from './deployment.events.js';
import * as the from './deployment.fixtures.js';
import { documentsFrom } from '@slipway/documents';
import { documentRules, type StoredDeploymentEvent } from './documents.js';

const { releaseId, now } = the;
const release = { product: 'shop', version: '1.1.0' };
const stored = (...events: DeploymentEvent[]): StoredDeploymentEvent[] =>
  events.map((event) => ({ ...event, id: 'e-1', occurredAt: now, actor: { id: 'deployment' } }));
const documentsAfter = (history: readonly StoredDeploymentEvent[]) =>
  documentsFrom(documentRules, { release, history }, history.at(-1)).map(({ output, content }) => ({
    output,
    text: 'text' in content ? content.text : '',
  }));
const outputsAfter = (...events: DeploymentEvent[]) => documentsAfter(stored(...events)).map(({ output }) => output);
const { environment, artifacts } = the.plan;
const succeeded = DeploymentSucceeded.of({ releaseId, environment, artifacts, criticalErrors: 0, finishedAt: now });

describe('the documents of a deployment', () => {
  it('are those that its steps ask this service for', () => {
    expect(documentRules.map(({ output }) => output)).toEqual([
      'prepare-release.output-4',
      'validate-prerelease.output-3',
      'validate-prerelease.output-4',
      'execute-deployment.output-1',
      'execute-deployment.output-2',
      'execute-deployment.output-3',
      'execute-deployment.output-4',
      'execute-deployment.output-6',
    ]);
  });

  it('are made by the facts that they tell of', () => {
    expect(outputsAfter(the.planned())).toEqual(['prepare-release.output-4']);
    expect(outputsAfter(the.planned(), the.dryRunPassed)).toEqual(['validate-prerelease.output-3']);
    expect(outputsAfter(the.planned(), the.dryRunPassed, the.rollbackReady)).toEqual(['validate-prerelease.output-4']);
    expect(outputsAfter(...the.halfway(), the.phaseVerified(1, 50))).toEqual([]);
    expect(outputsAfter(...the.finishing())).toEqual(['execute-deployment.output-3']);
    expect(outputsAfter(...the.finishing(), succeeded)).toEqual([
      'execute-deployment.output-2',
      'execute-deployment.output-6',
    ]);
  });

  it('tell nothing of a secret but its name', () => {
    const settings = [{ name: 'API_KEY', digest: `sha256:${'d'.repeat(64)}`, secret: true }];
    const [document] = documentsAfter(stored(...the.started(), ConfigurationApplied.of({ releaseId, settings })));
    expect(document?.text).toContain(`| API_KEY | secret | sha256:${'d'.repeat(64)} |`);
  });

  it('read the same however often they are made', () => {
    const history = stored(...the.finishing(), succeeded);
    expect(documentsAfter(history)).toEqual(documentsAfter(history));
    expect(documentsAfter(history)[0]?.text).toContain('phase verified, phase 2, weight 100');
  });
});
