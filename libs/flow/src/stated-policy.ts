import type { FlowPolicy } from './policy.js';
import type { FlowTemplate } from './template.js';

type Stating = Pick<FlowTemplate, 'policy' | 'gates' | 'successMetrics'>;

/**
 * The policy of a template with the numbers that its own gates and metrics state, found by the ids that these have in the
 * base flow, so that the text which people read and the number that decides are one.
 * A text without a number, or with one of another kind, leaves the number of the policy.
 */
export function policyAsStated({ policy, gates, successMetrics }: Stating): FlowPolicy {
  const items = [...gates.release, ...gates.postRelease, ...successMetrics];
  const stated = (id: string) => ({ atLeast: undefined, within: undefined, lasting: undefined, ...thresholdOf(id) });
  const thresholdOf = (id: string) => items.find((item) => item.id === id)?.threshold;
  const { durations, thresholds } = policy;
  return {
    ...policy,
    durations: { ...durations, stabilityWindow: stated('release-gate-4').lasting ?? durations.stabilityWindow },
    thresholds: {
      deploymentSuccess: stated('metric-1').atLeast ?? thresholds.deploymentSuccess,
      acceptance: stated('release-gate-5').atLeast ?? thresholds.acceptance,
      uptime: stated('post-gate-1').atLeast ?? thresholds.uptime,
      satisfaction: stated('post-gate-3').atLeast ?? thresholds.satisfaction,
      coverage: stated('post-gate-5').atLeast ?? thresholds.coverage,
      criticalIssue: stated('post-gate-4').within ?? thresholds.criticalIssue,
      criticalIssueMetric: stated('metric-4').within ?? thresholds.criticalIssueMetric,
    },
  };
}
