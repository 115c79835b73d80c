import { Injectable } from '@nestjs/common';
import type { CheckResult, HttpCheck } from '@slipway/contracts';
import { ask, Outbound } from '@slipway/service-kit';
import type { CheckRunner } from '../../domain/checks/check-runner.js';
import type { Sample } from '../../domain/checks/judge-performance.policy.js';

/** Requests of a performance run that are under way together. */
const together = 4;

/** Asks over HTTP. */
@Injectable()
export class HttpCheckRunner implements CheckRunner {
  constructor(private readonly outbound: Outbound) {}

  async run(checks: readonly HttpCheck[]): Promise<CheckResult[]> {
    const results: CheckResult[] = [];
    for (const check of checks) {
      const { status: _, ...result } = await ask(check, this.outbound);
      results.push(result);
    }
    return results;
  }

  async sample(checks: readonly HttpCheck[], requests: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    let asked = 0;
    const worker = async (): Promise<void> => {
      while (asked < requests) {
        const check = checks[asked++ % checks.length];
        if (check === undefined) return;
        const { passed, milliseconds } = await ask(check, this.outbound);
        samples.push({ milliseconds, failed: !passed });
      }
    };
    await Promise.all(Array.from({ length: together }, worker));
    return samples;
  }
}
