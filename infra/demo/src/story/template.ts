import { baseFlow, type FlowTemplate } from '@slipway/flow';

const { durations, releaseTypes } = baseFlow.policy;

// What takes weeks in production takes seconds here. A release that shortened these for itself would need an exception for
// each and could not end [rl]; a template that states them is policy, which a release manager answers for.
const stabilityWindow = 'PT12S';

const stabilityGate = {
  text: 'System stability maintained for 12 seconds',
  threshold: { lasting: stabilityWindow },
} as const;

/** The base flow with short durations; everything else that it asks for stays. */
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
