import type { Circumstances } from '../release/circumstances.js';
import { settled } from '../release/circumstances.js';
import { Release } from '../release/release.js';
import type { FlowView } from '../release/views.js';
import type { Stage } from '../system/stage.js';

/** Steps that a person's command completes: what else they wait for is there by then. */
const completedByCommand = ['prepare-release', 'conduct-user-acceptance', 'close-release'];

const statuses: Readonly<Record<string, string>> = {
  'planning.step-started': 'active',
  'planning.step-reopened': 'active',
  'planning.step-completed': 'done',
  'planning.step-failed': 'failed',
};

const minutes = 60_000;

/** A release whose people read the topics instead of asking again and again, and take the time of its steps. */
export class TimedRelease extends Release {
  /** Milliseconds from the command that completes a step until its completion is on the topic. */
  readonly changes: number[] = [];
  private sentAt = 0;

  constructor(stage: Stage, circumstances: Circumstances) {
    super(stage, settled(circumstances, stage.world));
  }

  override tries(...command: Parameters<Release['tries']>): ReturnType<Release['tries']> {
    this.sentAt = performance.now();
    return super.tries(...command);
  }

  /** A system under load may take its time. */
  override until<T>(
    what: string,
    look: () => Promise<T | undefined> | T | undefined,
    within = 5 * minutes,
  ): Promise<T> {
    return super.until(what, look, within);
  }

  override async untilStep(step: string, status: string): Promise<FlowView> {
    await this.until(`${step} is ${status}`, () => (this.statusOf(step) === status ? true : undefined));
    if (status === 'done' && completedByCommand.includes(step)) this.changes.push(performance.now() - this.sentAt);
    return this.flow();
  }

  override async untilMet(...items: readonly string[]): Promise<FlowView> {
    await this.until(`${items.join(', ')} met`, () => (items.every((item) => this.isMet(item)) ? true : undefined));
    return this.flow();
  }

  /** The outside tool deploys what has been configured: earlier commits wait for ever when it is faster than that. */
  override async untilSaid(...said: Parameters<Release['untilSaid']>): ReturnType<Release['untilSaid']> {
    const event = await super.untilSaid(...said);
    if (event.type === 'deployment.phase-started') await super.untilSaid('deployment.configuration-applied');
    return event;
  }

  override async untilEnded(): Promise<FlowView> {
    const ends = ['planning.release-released', 'planning.release-ended-post-release'];
    await this.until('the release has ended', () =>
      ends.some((type) => this.events(type).length > 0) ? true : undefined,
    );
    return this.flow();
  }

  private statusOf(step: string): string | undefined {
    const last = this.heard.findLast(({ type, data }) => type in statuses && idOf(data['step']) === step);
    return last === undefined ? undefined : statuses[last.type];
  }

  private isMet(item: string): boolean {
    const of = ['action', 'criterion', 'dependency', 'trigger', 'item'];
    const last = this.heard.findLast(({ type, data }) => metOrNot.has(type) && of.some((kind) => data[kind] === item));
    return last !== undefined && last.type !== 'planning.item-withdrawn';
  }

  private get heard() {
    return this.stage.trails.of(this.id);
  }
}

const metOrNot = new Set(
  ['action-fulfilled', 'criterion-met', 'dependency-met', 'trigger-met', 'item-withdrawn'].map(
    (name) => `planning.${name}`,
  ),
);

/** Of a step, which is named or shown as a whole. */
const idOf = (step: unknown): unknown => (typeof step === 'object' && step !== null && 'id' in step ? step.id : step);
