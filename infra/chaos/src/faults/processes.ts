import { rest } from '@slipway/event-store';
import fc from 'fast-check';
import type { Ground } from '../ground.js';
import { fault, lasting, seconds } from './fault.js';
import { leaderOfTheSequencer } from './leader.js';

/** The pid of an instance, or of `kafka` or `postgres`; none while it is being restarted. */
function pidOf(victim: string, { system }: Ground): number | undefined {
  return system.instances.find(({ name }) => name === victim)?.pid ?? system.infrastructurePids[victim];
}

function signal(victim: string, name: NodeJS.Signals, ground: Ground): void {
  const pid = pidOf(victim, ground);
  if (pid !== undefined) process.kill(pid, name);
}

/** Stops a process, as swapping or a debugger would, and always resumes it. */
async function freeze(pid: number, forMs: number, over: AbortSignal): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    await rest(forMs, over);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

const killOf = (name: string, victims: (instances: readonly string[]) => readonly string[], by: NodeJS.Signals) =>
  fault({
    name,
    plans: (instances) => fc.constantFrom(...victims(instances)),
    says: (victim) => `${by} to ${victim}`,
    inflict: (victim, ground) => {
      signal(victim, by, ground);
      return Promise.resolve();
    },
  });

const freezeOf = (name: string, victims: (instances: readonly string[]) => readonly string[], longest: number) =>
  fault({
    name,
    plans: (instances) => fc.record({ victim: fc.constantFrom(...victims(instances)), forMs: lasting(1000, longest) }),
    says: ({ victim, forMs }) => `SIGSTOP to ${victim} for ${seconds(forMs)}`,
    inflict: async ({ victim, forMs }, ground, over) => {
      const pid = pidOf(victim, ground);
      if (pid !== undefined) await freeze(pid, forMs, over);
    },
  });

const services = (instances: readonly string[]) => instances;

export const killService = killOf('kill-service', services, 'SIGKILL');
export const killKafka = killOf('kill-kafka', () => ['kafka'], 'SIGKILL');
export const killPostgres = killOf('kill-postgres', () => ['postgres'], 'SIGKILL');
export const restartService = killOf('restart-service', services, 'SIGTERM');
export const restartKafka = killOf('restart-kafka', () => ['kafka'], 'SIGTERM');
/** SIGINT is its fast shutdown. */
export const restartPostgres = killOf('restart-postgres', () => ['postgres'], 'SIGINT');

/** Long enough to lose a consumer group session of Kafka. */
export const freezeService = freezeOf('freeze-service', services, 15_000);
export const freezeKafka = freezeOf('freeze-kafka', () => ['kafka'], 6000);

/** Freezes the process that sequences committed events at that moment. */
export const freezeLeader = fault({
  name: 'freeze-leader',
  plans: () => lasting(4000, 15_000),
  says: (forMs) => `SIGSTOP to the leader of the sequencer for ${seconds(forMs)}`,
  inflict: async (forMs, ground, over) => {
    const pid = await leaderOfTheSequencer(ground);
    await freeze(pid, forMs, over);
  },
});
