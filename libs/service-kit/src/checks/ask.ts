import type { CheckResult, HttpCheck } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';
import { webAddressRefused } from '../outbound/address.policy.js';
import type { Outbound, OutboundAnswer } from '../outbound/outbound.js';
import { reasonOf } from '../outbound/reason.js';
import { requestRefused } from '../outbound/request.policy.js';

export interface AskRules {
  /** Milliseconds before a request counts as unanswered. */
  readonly patience?: number;
  /** Headers of the service, in addition to those of the check. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered extends CheckResult {
  readonly milliseconds: number;
  /** Absent if there was no answer. */
  readonly status?: number;
}

/**
 * Sends one check over HTTP. Redirects count as answers and are not followed; a system that does not answer is a
 * result, not an error.
 */
export async function ask(check: HttpCheck, outbound: Outbound, rules: AskRules = {}): Promise<Answered> {
  const { name, url, body } = check;
  const began = performance.now();
  try {
    const method = askable(check, outbound);
    const headers = { ...check.headers, ...rules.headers };
    const { patience } = rules;
    const sent = await outbound.request({ url, method, headers, body }, patience === undefined ? {} : { patience });
    return judged(check, sent);
  } catch (error) {
    if (!(error instanceof ServiceKitError)) throw error;
    const why = `no answer: ${reasonOf(error)}`;
    return { name, passed: false, observed: why, milliseconds: performance.now() - began };
  }
}

/** A check that was recorded before the door refused such checks is refused here. */
function askable(check: HttpCheck, { settings }: Outbound): 'GET' | 'HEAD' | 'POST' {
  const address = webAddressRefused(check.url, settings);
  const [request] = requestRefused(check, settings);
  const reason = address ?? (request && `${request.field.join('.')}: ${request.fix}`);
  if (reason !== undefined) throw new ServiceKitError('OUTBOUND_REFUSED', { reason });
  return check.method as 'GET' | 'HEAD' | 'POST';
}

function judged({ name, expect }: HttpCheck, { status, body, cut, milliseconds }: OutboundAnswer): Answered {
  const { within, bodyIncludes } = expect;
  const faults = [
    ...(status === expect.status ? [] : [`status ${String(expect.status)} was expected`]),
    ...(bodyIncludes === undefined || body.toString().includes(bodyIncludes)
      ? []
      : [`the body lacks '${bodyIncludes}'`]),
    ...(within === undefined || milliseconds <= within.milliseconds
      ? []
      : [`it took longer than ${String(within.milliseconds)} ms`]),
  ];
  const seen = `status ${String(status)} in ${milliseconds.toFixed(1)} ms`;
  const observed = [seen, ...(cut === undefined ? [] : [cut]), ...faults].join('; ');
  return { name, passed: faults.length === 0, observed, milliseconds, status };
}
