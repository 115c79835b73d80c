import { textOf } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import { look } from '../found/found.js';
import { checks } from './index.js';
import type { Check, Finding, Outcome } from './check.js';

export interface Judged {
  readonly check: Check;
  readonly findings: readonly Finding[];
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly judged: readonly Judged[];
}

interface Bounds {
  /** Milliseconds within which events in flight must arrive. */
  readonly within: number;
  readonly over: AbortSignal;
}

/** Milliseconds between two checks. */
const lookEvery = 2000;

/** Checks until every guarantee holds, one is violated permanently, or time is up. */
export async function judge(known: Omit<Outcome, 'found'>, { within, over }: Bounds): Promise<Verdict> {
  const deadline = performance.now() + within;
  for (;;) {
    const verdict = await judgeOnce({ ...known, found: await look(known.ground) });
    const broken = verdict.judged.filter(({ findings }) => findings.length > 0);
    const mayHeal = broken.length > 0 && broken.every(({ check }) => check.heals);
    if (!mayHeal || over.aborted || performance.now() > deadline) return verdict;
    await rest(lookEvery, over);
  }
}

async function judgeOnce(outcome: Outcome): Promise<Verdict> {
  const judged: Judged[] = [];
  for (const check of checks) judged.push({ check, findings: await findingsOf(check, outcome) });
  return { outcome, judged };
}

/** A guarantee that cannot be checked counts as violated. */
async function findingsOf(check: Check, outcome: Outcome): Promise<readonly Finding[]> {
  try {
    return await check.findings(outcome);
  } catch (error) {
    const what = textOf(error);
    return [{ what: `this could not be looked at: ${what}`, look: 'the part that did not answer' }];
  }
}
