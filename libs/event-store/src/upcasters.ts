import type { RecordedEvent } from './event-store.js';

/** A pure step from one version of an event to the next: same fact, newer shape. */
export interface Upcaster {
  readonly from: { readonly type: string; readonly schemaVersion: number };
  readonly to: { readonly type: string; readonly schemaVersion: number };
  readonly upcast: (data: unknown) => unknown;
}

/** The upcasters of a reader, found by type and schema version. */
export class Upcasters {
  private readonly steps = new Map<string, Upcaster>();

  /** @throws RangeError when two steps start from the same version or a step does not lead to a higher one. */
  constructor(upcasters: readonly Upcaster[] = []) {
    for (const step of upcasters) {
      const key = keyOf(step.from);
      if (this.steps.has(key)) throw new RangeError(`two upcasters start from ${key}`);
      if (step.to.schemaVersion <= step.from.schemaVersion) {
        throw new RangeError(`the upcaster from ${key} must lead to a higher schemaVersion`);
      }
      this.steps.set(key, step);
    }
  }

  /** The event in its newest version; its hashes stay those of what is stored. */
  upcast<Event extends RecordedEvent>(event: Event): Event {
    let newest = event;
    for (let step = this.steps.get(keyOf(newest)); step !== undefined; step = this.steps.get(keyOf(newest))) {
      newest = { ...newest, ...step.to, data: step.upcast(newest.data) };
    }
    return newest;
  }

  /** These types and all older ones that are upcast to them: what to look for among stored events. */
  storedTypesOf(types: readonly string[]): string[] {
    const wanted = new Set(types);
    for (let size = -1; size !== wanted.size;) {
      size = wanted.size;
      for (const { from, to } of this.steps.values()) if (wanted.has(to.type)) wanted.add(from.type);
    }
    return [...wanted];
  }
}

function keyOf({ type, schemaVersion }: { type: string; schemaVersion: number }): string {
  return `${type} ${String(schemaVersion)}`;
}
