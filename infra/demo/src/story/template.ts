import { baseFlow, type FlowTemplate } from '@slipway/flow';

const { durations, releaseTypes } = baseFlow.policy;

// Durations of weeks in production are seconds here. A release that shortened its own durations would need an exception for
// each and could not end [rl]. In a template they are policy, for which a release manager is responsible.
const stabilityWindow = 'PT12S';

const stabilityGate = {
  text: 'System stability maintained for 12 seconds',
  threshold: { lasting: stabilityWindow },
} as const;

/** The base flow with short durations and otherwise the same requirements. */
export const demoFlow: FlowTemplate = {
  ...baseFlow,
  id: 'demo-flow',
  title: 'Demonstration',
  description: 'The base flow, with durations that let a demonstration take minutes.',
  gates: {
    ...baseFlow.gates,
    release: baseFlow.gates.release.map((gate) =>
      gate.id === 'release-gate-4' ? { ...gate, ...stabilityGate } : gate,
    ),
  },
  policy: {
    ...baseFlow.policy,
    durations: { ...durations, stabilityWindow, probeInterval: 'PT1S', reportInterval: 'PT6S' },
    releaseTypes: { ...releaseTypes, minor: { ...releaseTypes.minor, bake: 'PT4S', watch: 'PT12S' } },
  },
};
