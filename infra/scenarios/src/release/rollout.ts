import { demandDone, type Answer } from '../system/answer.js';
import { moment } from './circumstances.js';
import { digestOf } from './ci.js';
import type { Release } from './release.js';

interface Report {
  readonly predicate?: 'upgraded' | 'rolledback';
  readonly outcome?: 'progressing' | 'success' | 'failure';
  readonly digest?: string;
  readonly time?: string;
}

/** Step 3, except what Slipway does itself. */
export async function coordinate(release: Release): Promise<void> {
  await release.untilStep('coordinate-release', 'active');
  const owner = release.is.owner;
  const cases = [
    { id: 'buy', title: 'buy a book', workflow: true },
    { id: 'find', title: 'find a book' },
    { id: 'return', title: 'return a book' },
  ];
  const sessions = [{ title: 'What is new', at: moment(600_000), audience: 'users' }];
  const roster = [{ person: 'radia', role: 'on call' }];
  const link = `https://meet.example/${release.id}`;
  await release.does('radia', 'planning', 'communication/acknowledgements', { team: 'operations' });
  await release.does('margaret', 'planning', 'communication/acknowledgements', { team: 'support' });
  await release.does('ada', 'planning', 'communication/timeline', { impacts: ['no downtime'] });
  await release.does('ada', 'planning', 'communication/training', { sessions });
  await release.does('ada', 'planning', 'communication/command-centre', { link, roster });
  await release.does('katherine', 'validation', 'acceptance', { owner, cases });
}

/** The reports of the outside tool. */
export function toolReports(release: Release, weight: number, report: Report = {}): Promise<Answer> {
  const { predicate = 'upgraded', outcome, digest = digestOf(release), time } = report;
  return release.stage.publisher.cdevent({
    type: `service.${predicate}.0.2.0`,
    subject: { id: release.is.product, content: { environment: { id: release.is.environment } } },
    customData: { releaseId: release.id, digest, weight, ...(outcome === undefined ? {} : { outcome }) },
    ...(time === undefined ? {} : { time }),
  });
}

export async function phaseStarts(release: Release, phase: number): Promise<void> {
  await release.untilSaid('deployment.phase-started', ({ data }) => data['phase'] === phase);
}

/** Step 4: the outside tool executes each requested phase. */
export async function deploy(release: Release): Promise<void> {
  await release.untilStep('execute-deployment', 'active');
  const { plan } = await release.deployment();
  for (const [index, weight] of plan.phases.entries()) {
    await phaseStarts(release, index + 1);
    for (const { digest } of release.artifacts)
      demandDone('a report', await toolReports(release, weight, { digest, outcome: 'progressing' }));
  }
  await release.untilStep('execute-deployment', 'done');
}

/** The outside tool has brought back what ran before. */
export async function toolRollsBack(release: Release): Promise<void> {
  const digest = release.is.previous?.artifacts[0]?.digest ?? digestOf(release);
  demandDone('a rollback', await toolReports(release, 100, { predicate: 'rolledback', digest }));
}

export async function rollBack(release: Release): Promise<void> {
  await release.does('ada', 'planning', 'rollback', { reason: 'the scenario goes back' });
  await release.untilSaid('deployment.rollback-started');
  await toolRollsBack(release);
}
