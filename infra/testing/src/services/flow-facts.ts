import { FlowStarted, StepStarted, type ReleaseSummary } from '@slipway/contracts';

/** The fact that planning records when the flow of a release starts. */
export const flowStarted = (release: ReleaseSummary): FlowStarted =>
  FlowStarted.of({
    release,
    template: { id: 'base-flow-release', version: '1.0.0', digest: `sha256:${'e'.repeat(64)}` },
    flow: { id: 'base-flow-release' },
  });

/** The fact that planning records when a step of this service starts. */
export function stepStarted(
  release: ReleaseSummary,
  id: string,
  service: StepStarted['data']['step']['service'],
): StepStarted {
  const item = (of: string) => ({ id: `${id}.${of}-1`, text: of });
  const step = { id, title: id, type: service, service, actions: [item('action')], outputs: [item('output')] };
  return StepStarted.of({ step, release });
}
