/**
 * The position up to which a partition is done without a gap. Works finish in any order; a commit never passes an
 * unfinished message, so that a restart skips none.
 */
export class Watermark {
  /** Works left of each message under way, in the order of the offsets. */
  private readonly pending = new Map<string, number>();
  private end: bigint | undefined;

  /** A message comes under way. Those without works need not be named. */
  begin(offset: string, works: number): void {
    if (works > 0) this.pending.set(offset, works);
  }

  /** One work of the message is done. */
  done(offset: string): void {
    const left = (this.pending.get(offset) ?? 1) - 1;
    if (left > 0) this.pending.set(offset, left);
    else this.pending.delete(offset);
  }

  /** Everything up to this offset was read, including control records of transactions. */
  reached(offset: string): void {
    this.end = BigInt(offset) + 1n;
  }

  /** The offset to continue from after a restart; undefined before anything was read. */
  get position(): string | undefined {
    const [first] = this.pending.keys();
    return first ?? this.end?.toString();
  }
}
