import type { DomainEvent, EventDefinition, EventOf } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import type { ObjectLiteral } from 'typeorm';
import type { Rows } from './rows.js';

export type RowClass<Row extends ObjectLiteral = ObjectLiteral> = new () => Row;
type Fold<Row extends ObjectLiteral, Event extends DomainEvent> = (
  rows: Rows<Row>,
  event: LoggedEvent<Event>,
) => unknown;

/** A view: which events change it, and how. */
export interface Projection<Row extends ObjectLiteral = ObjectLiteral> {
  readonly name: string;
  readonly row: RowClass<Row>;
  /** Every entity that it writes: what a rebuild empties. */
  readonly entities: readonly RowClass[];
  readonly types: readonly string[];
  /** The schema of the data of each of these types. */
  readonly definitions: ReadonlyMap<string, EventDefinition>;
  apply(rows: Rows<Row>, event: LoggedEvent): Promise<void>;
  /** How this event, or any of these, changes the rows. */
  on<const Definition extends EventDefinition>(
    event: Definition | readonly Definition[],
    fold: Fold<Row, EventOf<Definition>>,
  ): Projection<Row>;
}

/**
 * Folds the log into rows: `projection('release-list', ReleaseRow).on(ReleaseProposed, (rows, { data }) => rows.upsert(…))`.
 * @param also further entities that it writes, through `rows.of(OtherRow)`.
 */
export function projection<Row extends ObjectLiteral>(
  name: string,
  row: RowClass<Row>,
  { also = [] }: { also?: readonly RowClass[] } = {},
): Projection<Row> {
  return folding(name, row, [row, ...also], { folds: new Map(), definitions: new Map() });
}

interface Folds<Row extends ObjectLiteral> {
  readonly folds: ReadonlyMap<string, Fold<Row, DomainEvent>>;
  readonly definitions: ReadonlyMap<string, EventDefinition>;
}

function folding<Row extends ObjectLiteral>(
  name: string,
  row: RowClass<Row>,
  entities: readonly RowClass[],
  { folds, definitions }: Folds<Row>,
): Projection<Row> {
  return {
    name,
    row,
    entities,
    types: [...folds.keys()],
    definitions,
    on(event, fold) {
      const added: readonly EventDefinition[] = 'type' in event ? [event] : event;
      return folding(name, row, entities, {
        folds: new Map([...folds, ...added.map(({ type }) => [type, fold as Fold<Row, DomainEvent>] as const)]),
        definitions: new Map([...definitions, ...added.map((definition) => [definition.type, definition] as const)]),
      });
    },
    async apply(rows, event) {
      await folds.get(event.type)?.(rows, event);
    },
  };
}
