import { RollbackStarted } from '@slipway/contracts';
import { fold } from '@slipway/decider';
import { deployment } from './deployment.decider.js';
import type { DeploymentEvent } from './deployment.events.js';
import * as the from './deployment.fixtures.js';
import { dueWork } from './due-work.js';

const { releaseId, now } = the;
const dueAfter = (history: readonly DeploymentEvent[], at = now) => dueWork(fold(deployment, history), at);

describe('what is due for a deployment', () => {
  it('is nothing before it begins', () => {
    expect(dueAfter([])).toBeUndefined();
    expect(dueAfter([the.planned(), the.dryRunPassed])).toBeUndefined();
  });

  it('is another dry run when the plan has changed since', () => {
    expect(dueAfter([the.planned(), the.dryRunPassed, the.planned()])).toEqual({ kind: 'dry-run' });
  });

  it('is the start that a pause has held, when it is over', () => {
    const held = [the.planned(), the.dryRunPassed, the.paused, the.checksFailed];
    expect(dueAfter(held)).toBeUndefined();
    expect(dueAfter([...held, the.resumed])).toEqual({ kind: 'start' });
    expect(dueAfter([...held, the.resumed, the.checksFailed])).toBeUndefined();
    expect(dueAfter([...held, the.planned(), the.resumed])).toEqual({ kind: 'dry-run' });
    expect(dueAfter([...held, the.planned(), the.resumed, the.dryRunPassed])).toEqual({ kind: 'start' });
  });

  it('is to verify what was to be verified during a pause, when that is over', () => {
    expect(dueAfter([...the.halfway(), the.paused], the.bakeUntil)).toBeUndefined();
    expect(dueAfter([...the.halfway(), the.paused, the.resumed], the.bakeUntil)).toEqual({ kind: 'verify', phase: 1 });
  });

  it('is to deploy the phase that has begun', () => {
    expect(dueAfter(the.started())).toEqual({ kind: 'deploy', phase: 1, weight: 50, configure: true });
  });

  it('is to verify a phase when its bake is over, not before', () => {
    expect(dueAfter(the.halfway(), '2026-11-23T12:04:59.999Z')).toBeUndefined();
    expect(dueAfter(the.halfway(), the.bakeUntil)).toEqual({ kind: 'verify', phase: 1 });
  });

  it('is to end the old instances when all is verified', () => {
    expect(dueAfter(the.finishing())).toEqual({ kind: 'finish', phase: 2, configure: false });
  });

  it('is nothing while it is paused, but a rollback waits for nobody', () => {
    expect(dueAfter([...the.started(), the.paused])).toBeUndefined();
    const back = RollbackStarted.of({ releaseId, reason: 'asked', to: [] });
    expect(dueAfter([...the.started(), the.paused, back])).toEqual({ kind: 'roll-back' });
  });
});
