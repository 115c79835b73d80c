const mebibyte = 1024 * 1024;

/** Bytes that a partition may hold; with what a work of a reaction weighs without its event, some 30,000 events. */
const perPartition = 16 * mebibyte;
/** Bytes that all partitions of a group may hold. */
const perGroup = 64 * mebibyte;
/** Bytes that a partition may hold even while the group is over its limit, so that none starves. */
const leastPerPartition = mebibyte;
/** Up to here works hold their events, beyond that they read them again when it is their turn. */
const comfortable = 2 * mebibyte;

/** What the partitions of a group hold, all of them together. */
export class GroupWeight {
  held = 0;
}

/** How far a partition is read ahead of the works under way, in bytes that these hold. */
export class ReadAhead {
  private held = 0;

  constructor(private readonly group: GroupWeight) {}

  add(weight: number): void {
    this.held += weight;
    this.group.held += weight;
  }

  remove(weight: number): void {
    this.add(-weight);
  }

  clear(): void {
    this.remove(this.held);
  }

  /** Bytes that further works may hold. */
  get room(): number {
    return Math.max(0, comfortable - this.held);
  }

  get isFull(): boolean {
    return this.held > perPartition || (this.group.held > perGroup && this.held > leastPerPartition);
  }

  /** Half of what it may hold is gone: reading on pays again. */
  get hasSpace(): boolean {
    return this.held <= leastPerPartition || (this.held <= perPartition / 2 && this.group.held <= perGroup);
  }
}
