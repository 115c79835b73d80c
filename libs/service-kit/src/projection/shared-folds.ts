import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/** What a projection does with a page of the log. */
export interface Fold {
  /** Of the projection, and so of its cursor. */
  readonly name: string;
  /** Whether it is long, or has failed before: others do not wait for it, nor fail with it. */
  readonly alone: boolean;
  /** Changes the rows under the lock of the cursor. Returns where the cursor stands then. */
  readonly apply: (manager: EntityManager, stored: number) => Promise<number>;
}

interface Waiting {
  readonly fold: Fold;
  readonly resolve: (reached: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The projections of a service fold the same events at about the same time: those that are ready together share one transaction, with
 * one statement for their locks and one for their cursors. When it fails, each folds on its own, so that none stops the others.
 */
export class SharedFolds {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Returns where the cursor stands when it is stored. */
  fold(fold: Fold): Promise<number> {
    if (fold.alone) return this.inOneTransaction([fold]).then(([reached]) => reached ?? 0);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.waiting.push({ fold, resolve, reject });
    this.running ??= this.run();
    return promise;
  }

  private async run(): Promise<void> {
    // Those that the same growth of the log has woken come in this turn of the event loop.
    await nextTurn();
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      await this.together(group);
      await nextTurn();
    }
    this.running = undefined;
  }

  private async together(group: readonly Waiting[]): Promise<void> {
    try {
      const reached = await this.inOneTransaction(group.map(({ fold }) => fold));
      for (const [index, { resolve }] of group.entries()) resolve(reached[index] ?? 0);
    } catch (error) {
      const [only] = group;
      if (group.length === 1 && only !== undefined) only.reject(error);
      else for (const each of group) await this.together([each]);
    }
  }

  private inOneTransaction(folds: readonly Fold[]): Promise<readonly number[]> {
    return this.dataSource.transaction(async (manager) => {
      const names = folds.map(({ name }) => name);
      const stored = await lockCursors(manager, names);
      const reached: number[] = [];
      for (const { name, apply } of folds) reached.push(await apply(manager, stored.get(name) ?? 0));
      const moved = names.some((name, index) => reached[index] !== stored.get(name));
      if (moved) await manager.query(moveCursors, [names, reached]);
      return reached;
    });
  }
}

const lock = 'select name, next_index from projection_cursor where name = any ($1) order by name for update';

const moveCursors = `update projection_cursor c set next_index = n.next_index
  from unnest($1::text[], $2::bigint[]) n(name, next_index) where c.name = n.name`;

/**
 * Locks the cursors, in the order of their names. Makes those that are not there yet; several instances may want that at once, and
 * none may set back what another has moved.
 */
export async function lockCursors(
  manager: EntityManager,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const read = async (): Promise<Map<string, number>> => {
    const rows = await manager.query<{ name: string; next_index: string }[]>(lock, [names]);
    return new Map(rows.map(({ name, next_index: index }) => [name, Number(index)]));
  };
  const found = await read();
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  const begin = 'insert into projection_cursor (name, next_index) select unnest($1::text[]), 0 on conflict do nothing';
  await manager.query(begin, [missing]);
  return read();
}
