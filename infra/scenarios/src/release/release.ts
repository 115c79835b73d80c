import { randomUUID } from 'node:crypto';
import { demandDone, type Answer } from '../system/answer.js';
import type { Stage } from '../system/stage.js';
import type { TrailEvent } from '../system/trails.js';
import type { App } from '../world/app.js';
import type { Settled } from './circumstances.js';
import type { DeploymentView, FlowView, IssueView, ReleaseView } from './views.js';

type Service = 'planning' | 'validation' | 'deployment' | 'monitoring' | 'issues';
type Headers = Readonly<Record<string, string>>;

export interface Evidence {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  readonly title: string;
}

/** One release: commands that people send, and the events and views of it. */
export class Release {
  readonly id: string;
  readonly app: App;

  constructor(
    readonly stage: Stage,
    readonly is: Settled,
  ) {
    this.id = `${is.product}-${is.version}`;
    this.app = stage.world.appOf(is.product);
  }

  get artifacts(): Settled['artifacts'] {
    return this.is.artifacts;
  }

  /** Sends a command and returns the response, including a refusal. */
  tries(who: string, service: Service, command: string, body: object = {}, headers: Headers = {}): Promise<Answer> {
    return this.stage.doors.post(who, `/${service}/v1/releases/${this.id}/${command}`, body, headers);
  }

  /** Sends a command that must be accepted. */
  async does(who: string, service: Service, command: string, body: object = {}): Promise<Answer['body']> {
    return demandDone(`${who}: ${service} ${command} of ${this.id}`, await this.tries(who, service, command, body));
  }

  upload(who: string, title: string, content: string | Uint8Array, mediaType = 'text/markdown'): Promise<Answer> {
    const path = `/intake/v1/releases/${this.id}/evidence?title=${encodeURIComponent(title)}`;
    const headers = { 'content-type': mediaType, 'idempotency-key': randomUUID() };
    return this.stage.doors.insist(who, path, { method: 'POST', headers, body: content });
  }

  async document(who: string, title: string, content = `# ${title}\n\nOf ${this.id}.\n`): Promise<Evidence> {
    return demandDone(`uploading ${title}`, await this.upload(who, title, content)) as unknown as Evidence;
  }

  async view(): Promise<ReleaseView> {
    const { body } = await this.stage.doors.get('ada', `/planning/v1/releases/${this.id}`);
    return body as unknown as ReleaseView;
  }

  async flow(): Promise<FlowView> {
    return (await this.view()).flow;
  }

  async deployment(): Promise<DeploymentView> {
    const { body } = await this.stage.doors.get('linus', `/deployment/v1/releases/${this.id}`);
    return body as unknown as DeploymentView;
  }

  async issues(): Promise<readonly IssueView[]> {
    const { body } = await this.stage.doors.get('margaret', `/issues/v1/releases/${this.id}/issues`);
    return (body['items'] ?? []) as readonly IssueView[];
  }

  /** Its events of one type, as subscribers receive them. */
  events(type: string): readonly TrailEvent[] {
    return this.stage.trails.of(this.id).filter((event) => event.type === type);
  }

  /** Checks again with each event of the release until there is a result. */
  async until<T>(what: string, look: () => Promise<T | undefined> | T | undefined, within?: number): Promise<T> {
    const deadline = performance.now() + (within ?? this.stage.patience.release);
    for (;;) {
      const heard = this.stage.trails.of(this.id).length;
      const answer = await look();
      if (answer !== undefined) return answer;
      if (performance.now() > deadline) throw new Error(`timed out: ${what}. ${await this.situation()}`);
      await this.stage.trails.more(this.id, heard, 500);
    }
  }

  untilFlow(what: string, holds: (flow: FlowView) => boolean, within?: number): Promise<FlowView> {
    const look = async () => {
      const flow = await this.flow();
      return holds(flow) ? flow : undefined;
    };
    return this.until(what, look, within);
  }

  untilStep(step: string, status: string, within?: number): Promise<FlowView> {
    return this.untilFlow(`${step} is ${status}`, ({ steps }) => steps[step] === status, within);
  }

  untilMet(...items: readonly string[]): Promise<FlowView> {
    return this.untilFlow(`${items.join(', ')} met`, ({ met }) => items.every((item) => met[item] !== undefined));
  }

  untilOpen(item: string): Promise<FlowView> {
    return this.untilFlow(`${item} is open again`, ({ met }) => met[item] === undefined);
  }

  untilSaid(type: string, fits: (event: TrailEvent) => boolean = () => true, within?: number): Promise<TrailEvent> {
    return this.until(`${type} is recorded`, () => this.events(type).find(fits), within);
  }

  untilEnded(within?: number): Promise<FlowView> {
    return this.untilFlow('the release has ended', ({ status }) => isOver(status), within);
  }

  /** For a failure: where the release is, and which event came last. */
  private async situation(): Promise<string> {
    const { body } = await this.stage.doors.get('ada', `/planning/v1/releases/${this.id}`);
    const { status, approval, flow } = body as unknown as Partial<ReleaseView>;
    const waitsFor = (flow?.waitsFor ?? [])
      .filter((step) => step.status === 'active')
      .map(({ step, missing }) => `${step}: ${missing.map(({ id }) => id).join(' ')}`);
    const last = this.stage.trails.of(this.id).filter(({ type }) => type !== 'monitoring.health-window-recorded');
    const facts = last.slice(-12).map(({ type, data }) => `${type} ${JSON.stringify(data).slice(0, 160)}`);
    return [
      `${this.id} is ${String(status)}, its approval ${String(approval?.status)}, its holds ${JSON.stringify(flow?.holds)}`,
      `it waits for ${waitsFor.join('; ')}`,
      ...facts,
    ].join('\n  ');
  }
}

export const isOver = (status: string): boolean => status === 'released' || status === 'post-release';
