import { Injectable } from '@nestjs/common';
import type { CheckResult, HttpCheck } from '@slipway/contracts';
import type { CheckRunner } from '../../domain/checks/check-runner.js';
import type { Sample } from '../../domain/checks/judge-performance.policy.js';

/** Milliseconds until a request counts as unanswered. */
const patience = 10_000;
/** Requests of a performance run that are under way together. */
const together = 4;

/** Asks over HTTP. Redirects are answers, not followed. */
@Injectable()
export class HttpCheckRunner implements CheckRunner {
  async run(checks: readonly HttpCheck[]): Promise<CheckResult[]> {
    const results: CheckResult[] = [];
    for (const check of checks) results.push(await ask(check));
    return results;
  }

  async sample(checks: readonly HttpCheck[], requests: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    let asked = 0;
    const worker = async (): Promise<void> => {
      while (asked < requests) {
        const check = checks[asked++ % checks.length];
        if (check === undefined) return;
        const { passed, milliseconds = patience } = await ask(check);
        samples.push({ milliseconds, failed: !passed });
      }
    };
    await Promise.all(Array.from({ length: together }, worker));
    return samples;
  }
}

async function ask(check: HttpCheck): Promise<CheckResult> {
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

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

function judged({ name, expect }: HttpCheck, { status, text, milliseconds }: Answer): CheckResult {
  const { within, bodyIncludes } = expect;
  const faults = [
    ...(status === expect.status ? [] : [`status ${String(expect.status)} was expected`]),
    ...(bodyIncludes === undefined || text.includes(bodyIncludes) ? [] : [`the body lacks '${bodyIncludes}'`]),
    ...(within === undefined || milliseconds <= within.milliseconds
      ? []
      : [`it took longer than ${String(within.milliseconds)} ms`]),
  ];
  const seen = `status ${String(status)} in ${milliseconds.toFixed(1)} ms`;
  return { name, passed: faults.length === 0, observed: [seen, ...faults].join('; '), milliseconds };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
