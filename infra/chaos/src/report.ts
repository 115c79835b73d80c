import type { Options } from './options.js';
import type { Run } from './run.js';
import { logsOfLastRun } from './world.js';

/** The report of a run: each guarantee, its violations, and the figures. */
export function reportOf({ verdict: { judged, outcome }, struck }: Run, options: Options): readonly string[] {
  const promises = judged.flatMap(({ check, findings }) => [
    `${findings.length === 0 ? '✔' : '✖'} ${check.promise}`,
    ...findings.map(({ what, look }) => `    ${what}\n    look at: ${look}`),
  ]);
  const { played, found, taken, ground } = outcome;
  const times = played.flatMap(({ took, failure }) => (failure === undefined ? [took / 1000] : [])).toSorted(ascending);
  const ended = `${String(times.length)} of ${String(played.length)} releases ended`;
  const messages = [...found.messages.values()].flat();
  const delays = delaysOf(found.messages);
  return [
    '',
    ...promises,
    '',
    `seed ${String(options.seed)}, instances of each service: ${String(options.instances)}`,
    `faults: ${struck.map(({ fault, times: count, cutShort }) => `${fault} ${String(count)}${cutShort > 0 ? ` (${String(cutShort)} cut short)` : ''}`).join(', ')}`,
    `${ended}${times.length === 0 ? '' : `, in ${spread(times)} s`}`,
    `${String(found.log.length)} events in the log, ${String(messages.length)} messages on the topics, ${String(messages.filter(({ ours }) => ours).length)} of them of strangers`,
    `from stored to on its topic: ${delays.length === 0 ? 'nothing' : `${spread(delays)} s`}`,
    `${String(taken.length)} messages taken by the doors; ${String(ground.world.chat.taken.length)} notices in the chat, ${String(ground.world.mail.taken.length)} mails`,
    `the logs of all parts: ${logsOfLastRun}`,
  ];
}

/** Seconds from storing an event until the broker received it. */
function delaysOf(messages: Run['verdict']['outcome']['found']['messages']): readonly number[] {
  return [...messages.values()]
    .flat()
    .filter(
      ({ ours, headers }) => !ours && headers['ce_recordedat'] !== undefined && headers['ce_logindex'] !== undefined,
    )
    .filter(({ headers }) => headers['slipway_deadletter_reason'] === undefined)
    .map(({ at, headers }) => Math.max(0, at - Date.parse(headers['ce_recordedat'] ?? '')) / 1000)
    .toSorted(ascending);
}

const ascending = (one: number, other: number): number => one - other;

function spread(sorted: readonly number[]): string {
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, at most ${at(1)}`;
}
