import { FlowStarted, StepStarted, type ReleaseSummary } from '@slipway/contracts';

/** What planning says when the flow of a release begins. */
export const flowStarted = (release: ReleaseSummary): FlowStarted =>
  FlowStarted.of({
    release,
    template: { id: 'base-flow-release', version: '1.0.0', digest: `sha256:${'e'.repeat(64)}` },
    flow: { id: 'base-flow-release' },
  });

/** What planning says when a step begins that this service does. */
export function stepStarted(
  release: ReleaseSummary,
  id: string,
  service: StepStarted['data']['step']['service'],
): StepStarted {
  const item = (of: string) => ({ id: `${id}.${of}-1`, text: of });
  const step = { id, title: id, type: service, service, actions: [item('action')], outputs: [item('output')] };
  return StepStarted.of({ step, release });
}
