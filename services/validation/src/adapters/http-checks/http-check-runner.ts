import { Injectable } from '@nestjs/common';
import type { CheckResult, HttpCheck } from '@slipway/contracts';
import { ask, Outbound, outboundLimits, type Answered } from '@slipway/service-kit';
import type { CheckRunner } from '../../domain/checks/check-runner.js';
import type { Sample } from '../../domain/checks/judge-performance.policy.js';

/** Requests of a performance run that are under way together. */
const together = 4;
const { milliseconds: longest } = outboundLimits.checks;

/** Asks over HTTP. */
@Injectable()
export class HttpCheckRunner implements CheckRunner {
  constructor(private readonly outbound: Outbound) {}

  async run(checks: readonly HttpCheck[]): Promise<CheckResult[]> {
    const until = performance.now() + longest;
    const results: CheckResult[] = [];
    for (const check of checks) {
      const { status: _, ...result } = await this.ask(check, until);
      results.push(result);
    }
    return results;
  }

  async sample(checks: readonly HttpCheck[], requests: number): Promise<Sample[]> {
    const until = performance.now() + longest;
    const samples: Sample[] = [];
    let asked = 0;
    const worker = async (): Promise<void> => {
      while (asked < requests) {
        const check = checks[asked++ % checks.length];
        if (check === undefined) return;
        const { passed, milliseconds } = await this.ask(check, until);
        samples.push({ milliseconds, failed: !passed });
      }
    };
    await Promise.all(Array.from({ length: together }, worker));
    return samples;
  }

  /** What is left when a run has taken too long fails unasked: a system so slow has failed, and others wait. */
  private ask(check: HttpCheck, until: number): Promise<Answered> {
    if (performance.now() < until) return ask(check, this.outbound);
    const observed = `not asked: the checks before it took ${String(longest / 60_000)} minutes`;
    return Promise.resolve({ name: check.name, passed: false, observed, milliseconds: 0 });
  }
}
