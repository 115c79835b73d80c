import type { CheckResult, HttpCheck } from '@slipway/contracts';

export interface AskRules {
  /** Milliseconds until a request counts as unanswered. */
  readonly patience?: number;
}

export interface Answered extends CheckResult {
  readonly milliseconds: number;
  /** Absent when there was no answer. */
  readonly status?: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

const defaultPatience = 10_000;

/** Sends one check over HTTP. Redirects are answers, not followed; a system that does not answer is a result, not an error. */
export async function ask(check: HttpCheck, { patience = defaultPatience }: AskRules = {}): Promise<Answered> {
  const { name, url, method, headers, body } = check;
  const began = performance.now();
  try {
    const signal = AbortSignal.timeout(patience);
    const request = { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) } as const;
    const response = await fetch(url, request);
    const text = await response.text();
    return judged(check, { status: response.status, text, milliseconds: performance.now() - began });
  } catch (error) {
    return { name, passed: false, observed: `no answer: ${reasonOf(error)}`, milliseconds: performance.now() - began };
  }
}

function judged({ name, expect }: HttpCheck, { status, text, milliseconds }: Answer): Answered {
  const { within, bodyIncludes } = expect;
  const faults = [
    ...(status === expect.status ? [] : [`status ${String(expect.status)} was expected`]),
    ...(bodyIncludes === undefined || text.includes(bodyIncludes) ? [] : [`the body lacks '${bodyIncludes}'`]),
    ...(within === undefined || milliseconds <= within.milliseconds
      ? []
      : [`it took longer than ${String(within.milliseconds)} ms`]),
  ];
  const seen = `status ${String(status)} in ${milliseconds.toFixed(1)} ms`;
  return { name, passed: faults.length === 0, observed: [seen, ...faults].join('; '), milliseconds, status };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
