import type { ReleaseSummary, Window } from '@slipway/contracts';
import { documentOf, list, moment, paragraph, section, type Document } from '@slipway/documents';
import { scheduleTable } from '../documents.js';
import type { Plan } from '../release/release.state.js';

export interface Impacts {
  readonly window: Window;
  readonly impacts: readonly string[];
}

export const timelineDocument = (
  { window, impacts }: Impacts,
  plan: Plan | undefined,
  release: ReleaseSummary,
): Document =>
  documentOf('Timeline and impacts', release, [
    paragraph(`The window is ${moment(window.start)} to ${moment(window.end)}.`),
    ...section('Impacts', list(impacts)),
    ...section('Timeline', scheduleTable({ schedule: plan?.schedule ?? [] })),
  ]);
