import type { FlowPolicy } from './policy.js';

/** The rules of the base flow for people and systems, for every type of release. */
export const baseConduct: FlowPolicy['conduct'] = {
  hats: [
    ['author', 'reviewer'],
    ['author', 'approver'],
    ['author', 'acceptance-owner'],
    ['author', 'signer'],
    ['author', 'exception-requester'],
    ['author', 'exception-confirmer'],
    ['author', 'template-publisher'],
    ['author-namer', 'approver'],
    ['deployer', 'approver'],
    ['deployer', 'acceptance-owner'],
    ['deployer', 'signer'],
  ],
  exceptions: {
    waiver: { requestedBy: ['release-manager'], confirmedBy: ['release-manager', 'approver'], preventsReleased: true },
    attestation: {
      requestedBy: ['release-manager'],
      confirmedBy: ['release-manager', 'approver'],
      preventsReleased: true,
    },
    duration: {
      requestedBy: ['release-manager'],
      confirmedBy: ['release-manager', 'approver'],
      preventsReleased: true,
    },
    'check-plan': {
      requestedBy: ['validator', 'release-manager'],
      confirmedBy: ['release-manager', 'approver'],
      preventsReleased: true,
    },
    watch: {
      requestedBy: ['sre', 'release-manager'],
      confirmedBy: ['release-manager', 'approver'],
      preventsReleased: true,
    },
    // A freeze protects other work; no gate or criterion of the release depends on it.
    freeze: { requestedBy: ['release-manager'], confirmedBy: ['release-manager', 'approver'], preventsReleased: false },
    rehearsal: {
      requestedBy: ['deployer', 'release-manager'],
      confirmedBy: ['release-manager', 'approver'],
      preventsReleased: true,
    },
  },
  judgedDurations: {
    bake: 'shorter',
    stabilityWindow: 'shorter',
    watch: 'shorter',
    probeInterval: 'longer',
    criticalIssue: 'longer',
  },
  leastAvailability: 0.99,
  deadlines: { outsideReport: 'PT1H', notice: 'PT4H', start: 'P14D' },
};
