import { AcceptanceWithdrawn, ConcernRaised, ConcernResolved, ConcernsAddressed } from '@slipway/contracts';
import type { RaiseConcern, ResolveConcern, ReviewConcerns } from './acceptance.commands.js';
import type { AcceptanceEvent, AcceptanceState } from './acceptance.state.js';

export function raised(
  { releaseId, title, critical }: RaiseConcern,
  { concerns, confirmed }: AcceptanceState,
): AcceptanceEvent[] {
  const concernId = `concern-${String(concerns.length + 1)}`;
  const concern = ConcernRaised.of({ releaseId, concernId, title, critical });
  if (!confirmed || !critical) return [concern];
  const reason = `the critical concern ${concernId} was raised after the confirmation`;
  return [concern, AcceptanceWithdrawn.of({ releaseId, reason })];
}

export const resolved = ({ releaseId, concernId, resolution }: ResolveConcern): ConcernResolved[] => [
  ConcernResolved.of({ releaseId, concernId, resolution }),
];

export function addressed(
  { releaseId }: ReviewConcerns,
  { concerns, concernsAddressed }: AcceptanceState,
): ConcernsAddressed[] {
  return concernsAddressed ? [] : [ConcernsAddressed.of({ releaseId, raised: concerns.length, openCritical: 0 })];
}
