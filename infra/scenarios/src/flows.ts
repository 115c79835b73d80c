import type { Conduct, ReleaseType } from '@slipway/contracts';
import { baseFlow, type FlowTemplate } from '@slipway/flow';

interface Differences {
  readonly id: string;
  readonly stabilityWindow?: string;
  readonly watch?: string;
  readonly bake?: string;
  readonly deadlines?: Conduct['deadlines'];
  readonly onBreach?: Conduct['onBreach'];
  readonly channels?: number;
}

const { policy } = baseFlow;
const ofEveryType = (change: object) =>
  Object.fromEntries(
    Object.entries(policy.releaseTypes).map(([type, its]) => [type, { ...its, ...change }]),
  ) as FlowTemplate['policy']['releaseTypes'] & Record<ReleaseType, unknown>;

/** The base flow with durations that a test can wait for. */
function shortFlow({
  id,
  stabilityWindow = 'PT3S',
  watch = 'PT3S',
  bake = 'PT1S',
  deadlines = policy.conduct.deadlines,
  onBreach = 'hold',
  channels = policy.communication.channels,
}: Differences): FlowTemplate {
  const stability = {
    text: `System stability maintained for ${stabilityWindow}`,
    threshold: { lasting: stabilityWindow },
  };
  const release = baseFlow.gates.release.map((gate) =>
    gate.id === 'release-gate-4' ? { ...gate, ...stability } : gate,
  );
  return {
    ...baseFlow,
    id,
    title: `Scenario ${id}`,
    gates: { ...baseFlow.gates, release },
    policy: {
      ...policy,
      releaseTypes: ofEveryType({ bake, watch, onBreach }),
      durations: { ...policy.durations, stabilityWindow, probeInterval: 'PT1S', reportInterval: 'PT2S' },
      communication: { ...policy.communication, channels },
      conduct: { ...policy.conduct, deadlines },
    },
  };
}

const soon = { outsideReport: 'PT3S', notice: 'PT3S', start: 'PT3S' } as const;

export const flows = {
  /** Everything as in the base flow, within seconds. */
  short: shortFlow({ id: 'short-flow' }),
  /** Its stability window and its watch do not end within a test. */
  long: shortFlow({ id: 'long-flow', stabilityWindow: 'PT1H', watch: 'PT1H' }),
  /** Deadlines pass after seconds. */
  impatient: shortFlow({ id: 'impatient-flow', deadlines: soon }),
  /** A breach always triggers a rollback. */
  strict: shortFlow({ id: 'strict-flow', stabilityWindow: 'PT1H', onBreach: 'roll-back' }),
  /** Requires more channels than the system has. */
  talkative: shortFlow({ id: 'talkative-flow', channels: 5 }),
} as const satisfies Record<string, FlowTemplate>;

export type FlowName = keyof typeof flows | 'base';

/** The template that a release of this flow pins. */
export const templateOf = (name: FlowName): string => (name === 'base' ? baseFlow.id : flows[name].id);
