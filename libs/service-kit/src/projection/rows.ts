import type { EntityManager, FindOptionsWhere, ObjectLiteral } from 'typeorm';
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
      await repository.upsert(row, keys);
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
