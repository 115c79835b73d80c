import { accept, close, lookAfter, watchOver } from './aftermath.js';
import { announce, prepare } from './preparation.js';
import { coordinate, deploy } from './rollout.js';
import type { Release } from './release.js';

/** The work of each step, in order, and the condition that completes it. */
const walk = [
  { step: 'prepare-release', go: prepare },
  { step: 'validate-prerelease', go: (release: Release) => release.untilStep('validate-prerelease', 'done') },
  { step: 'coordinate-release', go: coordinate },
  { step: 'execute-deployment', go: deploy },
  { step: 'validate-postrelease', go: (release: Release) => release.untilStep('validate-postrelease', 'done') },
  { step: 'conduct-user-acceptance', go: accept },
  { step: 'verify-health', go: lookAfter },
  { step: 'close-release', go: close },
  { step: 'monitor-postrelease', go: watchOver },
] as const;

export type StepName = (typeof walk)[number]['step'];

/** Plays a whole release that does not exist yet, from [rv] to its end. */
export async function playWhole(release: Release): Promise<void> {
  await walking('[rv]', announce, release);
  await walkOn(release, 'prepare-release');
}

/** Brings an announced release until a step is active, with nothing of it done. */
export async function walkTo(release: Release, goal: StepName): Promise<void> {
  for (const { step, go } of walk.slice(0, indexOf(goal))) await walking(step, go, release);
  await release.untilStep(goal, 'active');
}

/** From a step that is active to the end. */
export async function walkOn(release: Release, from: StepName): Promise<void> {
  for (const { step, go } of walk.slice(indexOf(from))) await walking(step, go, release);
  await release.untilEnded();
}

const indexOf = (goal: StepName): number => walk.findIndex(({ step }) => step === goal);

async function walking(step: string, go: (release: Release) => Promise<unknown>, release: Release): Promise<void> {
  try {
    await go(release);
  } catch (error) {
    throw new Error(`${release.id} does not get through ${step}: ${String(error)}`, { cause: error });
  }
}
