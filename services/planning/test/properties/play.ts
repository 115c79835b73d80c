import * as c from '@slipway/contracts';
import {
  DurationName,
  ExceptionKind,
  TeamRole,
  type Actor,
  type DomainEvent,
  type ReleaseSummary,
} from '@slipway/contracts';
import { baseFlow, later } from '@slipway/flow';
import type { FlowCommand, ItemKind } from '../../src/domain/flow/flow.commands.js';
import { hasEnded } from '../../src/domain/flow/flow.state.js';
import { meetableItems } from '../../src/domain/flow/items.js';
import { whatIsMissing, type MissingItem } from '../../src/domain/flow/missing.js';
import { currentWaits } from '../../src/domain/flow/waits.js';
import { factFor, outsideFacts } from './facts.js';
import { momentsOf } from './moments.js';
import { people, service } from './people.js';
import type { ReleaseUnderPlay } from './release-under-play.js';
import type { Slots } from './slots.js';

/** One move, as random numbers that are read in the light of what there is to move. */
export type Move = readonly [kind: number, what: number, who: number, how: number];

/** After so many deeds somebody says or tries something else. */
export type Interruption = readonly [after: number, what: number, who: number];

export interface Clock {
  now: string;
}

const evidence = { digest: `sha256:${'c'.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'A document' };
const planning = service('planning');
const ofPeople: ReadonlySet<string> = new Set(
  [c.ApprovalObtained, c.SecondReviewGiven, c.TeamAssembled, c.PlanFinalised].map(({ type }) => type),
);
const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('there is nothing to choose from');
  return item;
};

const outputsAndGates = [
  ...baseFlow.steps.flatMap(({ outputs }) => outputs),
  ...baseFlow.gates.release,
  ...baseFlow.gates.postRelease,
];

/** Everything that people, outside systems and the clock do to one release. */
export class Player {
  constructor(
    private readonly release: ReleaseUnderPlay,
    private readonly clock: Clock,
    private readonly slots: Slots,
  ) {}

  play([kind, what, who, how]: Move): void {
    this.pass(how % 40);
    if (kind < 50) this.bringAbout(at(this.missing(), what), what, who);
    else if (kind < 62) this.release.deliver();
    else if (kind < 74) this.say(at(outsideFacts, what)(this.summary, 1 + (how % 2)));
    else this.tryAs(at(people, who), what, how);
    this.fireTimers();
  }

  /** Everybody works together, and is interrupted now and then, until nobody can bring anything about any more. */
  cooperate(interruptions: readonly Interruption[]): void {
    let deeds = 0;
    const interrupted = () => {
      deeds += 1;
      for (const [, what, who] of interruptions.filter(([after]) => after === deeds))
        if (who % 3 > 0) this.say(at(outsideFacts, what)(this.summary, 1 + (who % 2)));
        else this.tryAs(at(people, who), what, who);
    };

    for (let round = 0; round < 40 && !hasEnded(this.release.run); round += 1) {
      const before = this.progress();
      this.release.deliverAll();
      this.lift();
      for (const item of [...this.judgedAtTheEnd(), ...this.missing()]) {
        if (hasEnded(this.release.run)) return;
        this.bringAboutTogether(item, round);
        if (!hasEnded(this.release.run)) interrupted();
      }
      this.release.deliverAll();
      this.pass(this.isAhead() ? 60 : 5);
      this.fireTimers();
      this.release.deliverAll();
      if (this.progress() === before && !this.isAhead()) break;
    }
  }

  /** Those whose word it takes try one after another. */
  private bringAboutTogether(item: MissingItem, round: number): void {
    const byPeople = item.facts.length === 0 || item.facts.some((type) => ofPeople.has(type));
    const { met, outputs } = this.release.run;
    const isDone = () => this.release.run.met[item.id] !== met[item.id] || this.release.run.outputs !== outputs;
    for (const who of byPeople ? people.keys() : [0]) {
      if (isDone()) return;
      this.bringAbout(item, round, who);
      this.release.deliverAll();
    }
  }

  /** Criteria and gates that keep no step. */
  private judgedAtTheEnd(): MissingItem[] {
    const { met, gates, template } = this.release.run;
    const criteria = [...template.entryCriteria, ...template.exitCriteria].filter(({ id }) => met[id] === undefined);
    const judged = [...template.gates.release, ...template.gates.postRelease].filter(
      ({ id }) => gates[id] !== 'passed',
    );
    return [...criteria, ...judged].map(({ id, text, facts = [] }) => ({
      ...{ id, text, whoCanAct: [], how: '' },
      facts: facts.map(({ type }) => type),
    }));
  }

  /** The window is still to come. */
  private isAhead(): boolean {
    const { plan } = this.release.proposed;
    return plan !== undefined && this.clock.now < plan.window.start;
  }

  private get summary(): ReleaseSummary {
    return this.release.proposed.summary;
  }

  private progress(): string {
    const { met, outputs, steps, gates, status, holds } = this.release.run;
    return JSON.stringify([Object.keys(met), Object.keys(outputs), steps, gates, status, holds]);
  }

  private missing(): readonly MissingItem[] {
    const open = whatIsMissing(this.release.run).flatMap(({ missing }) => missing);
    return open.length > 0 ? open : [{ id: 'entry-4', text: '', facts: [], whoCanAct: [], how: '' }];
  }

  private pass(minutes: number): void {
    this.clock.now = new Date(Date.parse(this.clock.now) + minutes * 60_000).toISOString();
  }

  private say(fact: DomainEvent): void {
    this.release.hear(fact);
  }

  /** Resumes what is paused and resolves what holds. */
  private lift(): void {
    const { status, holds, release } = this.release.run;
    for (const actor of people)
      if (status === 'paused') this.release.steer(actor, { type: 'Resume', reason: 'on we go' });
    for (const issueId of Object.keys(holds))
      this.say({ type: c.IssueResolved.type, data: { issueId, releaseId: release.releaseId } });
  }

  private bringAbout({ id, facts }: MissingItem, what: number, who: number): void {
    const actor = at(people, who);
    if (facts.length === 0) return this.attest(actor, id);
    const type = at(facts, what);
    if (type === c.StepCompleted.type) return;
    if (type === c.ApprovalObtained.type || type === c.SecondReviewGiven.type) return this.approve(actor);
    if (type === c.WindowReached.type) return this.pass(30);
    if (id.includes('.output-')) return this.prove(id, type);
    if (type === c.TeamAssembled.type) return this.staff(who);
    if (type === c.PlanFinalised.type) return this.plan(actor, what);
    this.prove(id, type);
  }

  private prove(id: string, type: string): void {
    const ofId = ({ id: other }: { readonly id: string }) => other === id;
    const item = meetableItems(this.release.run).find(ofId) ?? outputsAndGates.find(ofId);
    const binding = item?.facts?.find((each) => each.type === type);
    if (binding === undefined) return;
    if (!id.includes('.output-') || type.endsWith('document-recorded.v1'))
      return this.say(factFor(binding, this.summary));
    const by = { kind: 'fact', eventId: '0198f3a2-7c1e-7d60-8a52-ffffffffffff', type } as const;
    const step = id.slice(0, id.indexOf('.'));
    this.release.steer(planning, { type: 'RecordOutput', step, output: id, evidence, by });
  }

  private attest(actor: Actor, id: string): void {
    const item = meetableItems(this.release.run).find((each) => each.id === id);
    const kind: ItemKind = item?.kind ?? 'criterion';
    this.release.steer(actor, { type: 'Attest', item: id, kind, statement: 'seen', evidence: [evidence] });
  }

  private approve(actor: Actor): void {
    if (!actor.roles.includes('approver')) return;
    const { releaseId } = this.summary;
    this.release.approve(actor, { type: 'Approve', releaseId, seen: undefined, comment: undefined });
  }

  private staff(who: number): void {
    for (const role of TeamRole.options) {
      const able = people.filter(({ roles }) => roles.includes(role));
      const actor = at(able, who);
      this.release.act(at(people, 0), { type: 'AssignTeamRole', role, person: actor.id });
      this.release.act(actor, { type: 'AcknowledgeTeamRole', role });
    }
  }

  private plan(actor: Actor, what: number): void {
    if (!actor.roles.includes('release-manager')) return;
    const start = later(this.clock.now, `PT${String(what % 6)}H`);
    this.slots.plan(this.release, actor, { start, end: later(start, 'PT4H') });
  }

  private fireTimers(): void {
    const { plan, summary } = this.release.proposed;
    if (plan !== undefined)
      for (const [phase, moment] of momentsOf(summary))
        if (moment <= this.clock.now)
          this.release.act(planning, { type: 'ReachWindow', phase, at: moment, window: summary.window });
    for (const [step, { deadline }] of Object.entries(currentWaits(this.release.run)))
      if (deadline !== undefined) this.release.steer(planning, { type: 'CheckOverdue', step, deadline });
  }

  /** Somebody tries something, whatever their role lets them. */
  private tryAs(actor: Actor, what: number, how: number): void {
    const { releaseId } = this.summary;
    const reason = 'in a hurry';
    const manages = actor.roles.includes('release-manager');
    const commands: readonly (() => unknown)[] = [
      () => this.approve(actor),
      () => actor.roles.includes('approver') && this.release.approve(actor, { type: 'Decline', releaseId, reason }),
      () => this.release.approve(actor, { type: 'WithdrawDecline', releaseId, reason }),
      () => this.release.approve(actor, { type: 'WithdrawApproval', releaseId, reason }),
      () => manages && this.release.act(actor, { type: 'ChangeArtifacts', artifacts: artifacts(how), reason }),
      () =>
        manages &&
        this.release.act(actor, {
          type: 'OverrideDuration',
          duration: at(DurationName.options, how),
          to: at(['PT1S', 'P20D'], what),
          reason,
        }),
      () =>
        manages &&
        this.release.act(actor, {
          type: 'AssignTeamRole',
          role: at(TeamRole.options, how),
          person: at(people, what).id.toUpperCase(),
        }),
      () => this.release.act(actor, { type: 'AcknowledgeTeamRole', role: at(TeamRole.options, how) }),
      () => this.release.act(actor, { type: 'NameAuthor', named: { known: true, name: at(people, how).id } }),
      () => this.plan(actor, how),
      () => this.attest(actor, at(meetableItems(this.release.run), how * 7 + what).id),
      () => this.release.steer(actor, at(this.steering(actor, what, how), what)),
    ];
    at(commands, what + how)();
  }

  private steering(actor: Actor, what: number, how: number): readonly FlowCommand[] {
    const reason = 'in a hurry';
    const kind = at(ExceptionKind.options, how);
    const subjects = [
      ...meetableItems(this.release.run),
      ...baseFlow.gates.release,
      ...baseFlow.gates.postRelease,
      ...baseFlow.steps.flatMap(({ outputs }) => outputs),
    ];
    const items = kind === 'duration' ? [at(DurationName.options, what)] : [at(subjects, what * 13 + how).id];
    const exceptionId = `exception-${String(1 + (how % 3))}`;
    const exceptions: FlowCommand[] = [
      {
        type: 'RequestException',
        kind,
        items,
        reason,
        evidence: [evidence],
        ...(kind === 'duration' ? { to: 'PT1S' } : {}),
      },
      { type: 'RequestException', kind: 'waiver', items: [at(subjects, what * 5 + how).id], reason, evidence: [] },
      { type: 'ConfirmException', exceptionId },
      { type: 'DeclineException', exceptionId, reason },
    ];
    const step = at(baseFlow.steps, how);
    const attach: FlowCommand = { type: 'AttachOutput', step: step.id, output: at(step.outputs, what).id, evidence };
    if (!actor.roles.includes('release-manager')) return [...exceptions, attach];
    // Seldom, so that most releases get somewhere.
    const ending: FlowCommand[] =
      how % 7 === 0
        ? [
            { type: 'Abort', reason },
            { type: 'RequestRollback', reason },
            { type: 'Conclude', reason },
          ]
        : [];
    return [...exceptions, attach, { type: 'Pause', reason }, { type: 'Resume', reason }, ...ending];
  }
}

const artifacts = (how: number) => [
  { name: 'shop', uri: 'https://artifacts.example/shop.tgz', digest: `sha256:${at(['a', 'b'], how).repeat(64)}` },
];
