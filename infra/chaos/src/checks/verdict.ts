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
  /** Milliseconds in which what is on its way has to arrive. */
  readonly within: number;
  readonly over: AbortSignal;
}

/** Milliseconds between two looks. */
const lookEvery = 2000;

/** Looks until every promise is kept, one is broken for good, or time is up. */
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

/** What cannot be looked at is not known to be kept. */
async function findingsOf(check: Check, outcome: Outcome): Promise<readonly Finding[]> {
  try {
    return await check.findings(outcome);
  } catch (error) {
    const what = textOf(error);
    return [{ what: `this could not be looked at: ${what}`, look: 'the part that did not answer' }];
  }
}
