import type { Heard } from '../outside/sre.js';

const steps = [
  'prepare-release',
  'validate-prerelease',
  'coordinate-release',
  'execute-deployment',
  'validate-postrelease',
  'conduct-user-acceptance',
  'verify-health',
  'manage-issues',
  'close-release',
  'monitor-postrelease',
];

/** The view of one release from the SRE's consumer, as the demonstration shows it. */
export class Board {
  private readonly statuses = new Map(steps.map((step) => [step, 'pending']));
  private readonly fulfilled = new Map<string, number>();
  private gates = 0;
  private heard = 0;
  private rollout = 'not begun';

  constructor(private readonly releaseId: string) {}

  /** @returns a line for the log, if the event is worth one */
  hear({ type, trail, data }: Heard): string | undefined {
    if (trail !== this.releaseId) return undefined;
    this.heard += 1;
    const [, , service = '', fact = ''] = type.split('.');
    if (service === 'planning') return this.hearPlanning(fact, data);
    if (service === 'deployment') return this.hearDeployment(fact, data);
    return ['breached', 'raised', 'resolved', 'confirmed', 'completed', 'passed', 'failed'].some((word) =>
      fact.endsWith(word),
    )
      ? `${service}: ${words(fact)} ${detailsOf(data)}`
      : undefined;
  }

  lines(): string[] {
    const marks: Readonly<Record<string, string>> = {
      pending: '·',
      active: '▶',
      done: '✔',
      failed: '✖',
      cancelled: '–',
    };
    const rows = [...this.statuses].map(([step, status]) => {
      const actions = status === 'active' ? `${String(this.fulfilled.get(step) ?? 0)} of 6 actions` : '';
      return `  ${marks[status] ?? '?'} ${step.padEnd(26)} ${status.padEnd(10)} ${actions}`;
    });
    return [
      ...rows,
      `  rollout: ${this.rollout}   gates passed: ${String(this.gates)} of 10   events: ${String(this.heard)}`,
    ];
  }

  private hearPlanning(fact: string, data: Heard['data']): string | undefined {
    const step = String(data['step']);
    switch (fact) {
      case 'step-started':
        return this.step((data['step'] as { id: string }).id, 'active');
      case 'step-reopened':
        return this.step(step, 'active');
      case 'step-completed':
        return this.step(step, 'done');
      case 'step-failed':
        return this.step(step, 'failed');
      case 'step-cancelled':
        return this.step(step, 'cancelled');
      case 'action-fulfilled':
        this.fulfilled.set(step, (this.fulfilled.get(step) ?? 0) + 1);
        return undefined;
      case 'gate-decided':
        if (data['verdict'] === 'passed') this.gates += 1;
        return `gate ${String(data['name'])}: ${String(data['verdict'])}`;
      case 'release-proposed':
      case 'approval-obtained':
      case 'plan-finalised':
      case 'release-released':
      case 'release-ended-post-release':
        return `${words(fact)} ${detailsOf(data)}`;
      default:
        return undefined;
    }
  }

  private hearDeployment(fact: string, data: Heard['data']): string | undefined {
    if (fact.startsWith('phase') || fact.startsWith('rollback-') || ['started', 'succeeded', 'failed'].includes(fact)) {
      this.rollout = `${words(fact)} ${detailsOf(data)}`;
      return `rollout: ${this.rollout}`;
    }
    return undefined;
  }

  private step(step: string, status: string): string {
    this.statuses.set(step, status);
    return `step ${step}: ${status}`;
  }
}

const words = (fact: string): string => fact.replaceAll('-', ' ');

function detailsOf(data: Heard['data']): string {
  const parts = ['title', 'kind', 'weight', 'status', 'reason', 'signal'].flatMap((name) =>
    typeof data[name] === 'string' || typeof data[name] === 'number' ? [String(data[name])] : [],
  );
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}
