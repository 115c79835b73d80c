import { ItemWithdrawn, ReleaseRevised, StepReopened, type ReleaseSummary } from '@slipway/contracts';
import { digestsOf, sameDigests } from '../digests.js';
import { provesBytes } from './bytes.policy.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';
import { meetableItems, type MeetableItem } from './items.js';

const reason = 'the artifacts of the release changed';

/** The release as it stands now. With other artifacts, all that was proven of the earlier ones is open again. */
export function revised(run: FlowRun, release: ReleaseSummary): FlowEvent[] {
  const revision = ReleaseRevised.of({ release });
  if (sameDigests(digestsOf(release.artifacts), digestsOf(run.release.artifacts))) return [revision];
  const open = meetableItems(run).filter(({ id }) => wasProven(run, id));
  return [revision, ...open.map((item) => withdrawn(run, item)), ...reopened(run, open)];
}

function wasProven({ met }: FlowRun, item: string): boolean {
  const by = met[item];
  return by?.kind === 'fact' && provesBytes(by.type);
}

function withdrawn({ release, met }: FlowRun, { kind, step, id: item, text }: MeetableItem): FlowEvent {
  const was = met[item];
  if (was === undefined) throw new RangeError(`nothing has met ${item}`);
  const of = step === undefined ? {} : { step };
  return ItemWithdrawn.of({ releaseId: release.releaseId, kind, ...of, item, text, was, reason });
}

function reopened({ release: { releaseId }, template, steps }: FlowRun, open: readonly MeetableItem[]): FlowEvent[] {
  const lacking = new Set(open.flatMap(({ kind, step }) => (kind === 'action' ? [step] : [])));
  return template.steps
    .filter(({ id }) => steps[id] === 'done' && lacking.has(id))
    .map(({ id: step, title }) => StepReopened.of({ releaseId, step, title, reason }));
}
