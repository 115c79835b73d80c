import type { EntityManager, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity, Repository } from 'typeorm';
import type { RowClass } from './projection.js';

/** The rows of a projection, within the transaction that also moves its cursor. */
export interface Rows<Row extends ObjectLiteral> {
  /** Inserts, or changes the given columns of the row with the same primary key. */
  upsert(row: Partial<Row>): Promise<void>;
  update(where: FindOptionsWhere<Row>, patch: Partial<Row>): Promise<void>;
  delete(where: FindOptionsWhere<Row>): Promise<void>;
  find(where: FindOptionsWhere<Row>): Promise<Row[]>;
  /** The rows of another entity that this projection writes. */
  of<Other extends ObjectLiteral>(entity: RowClass<Other>): Rows<Other>;
}

export function rowsOf<Row extends ObjectLiteral>(manager: EntityManager, entity: RowClass<Row>): Rows<Row> {
  const repository = manager.getRepository(entity);
  const keys = repository.metadata.primaryColumns.map(({ propertyName }) => propertyName);
  return {
    async upsert(row) {
      const given = Object.entries(row).filter(([, value]) => value !== undefined);
      const key = Object.fromEntries(given.filter(([name]) => keys.includes(name))) as FindOptionsWhere<Row>;
      const rest = Object.fromEntries(given.filter(([name]) => !keys.includes(name))) as QueryDeepPartialEntity<Row>;
      // Update first: PostgreSQL's own upsert asks for every column even when the row is there. The cursor's lock keeps others out.
      if (given.length === keys.length ? await repository.existsBy(key) : await updated(repository, key, rest)) return;
      await repository.insert(row);
    },
    async update(where, patch) {
      await repository.update(where, patch);
    },
    async delete(where) {
      await repository.delete(where);
    },
    find: (where) => repository.findBy(where),
    of: (other) => rowsOf(manager, other),
  };
}

async function updated<Row extends ObjectLiteral>(
  repository: Repository<Row>,
  key: FindOptionsWhere<Row>,
  rest: QueryDeepPartialEntity<Row>,
): Promise<boolean> {
  const { affected } = await repository.update(key, rest);
  return (affected ?? 0) > 0;
}
