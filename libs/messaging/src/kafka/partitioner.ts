import { Partitioners, type ICustomPartitioner } from 'kafkajs';

const seed = 0x9747b28c;
const mixing = 0x5bd1e995;

/** Kafka's murmur2 (its clients' `Utils.murmur2`) in 32-bit arithmetic: kafkajs's own works on BigInt, and a key of 500 kB takes it 51 s. */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash = seed ^ bytes.length;
  const whole = bytes.length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getInt32(at, true), mixing);
    word = Math.imul(word ^ (word >>> 24), mixing);
    hash = Math.imul(hash, mixing) ^ word;
  }
  if (bytes.length > whole) {
    for (let at = bytes.length - 1; at >= whole; at--) hash ^= view.getUint8(at) << (8 * (at - whole));
    hash = Math.imul(hash, mixing);
  }
  hash = Math.imul(hash ^ (hash >>> 13), mixing);
  return hash ^ (hash >>> 15);
}

/** The partition of a key is the one that Java's clients choose; messages without a key go where kafkajs puts them. */
export const keyPartitioner: ICustomPartitioner = () => {
  const keyless = Partitioners.DefaultPartitioner();
  return (choice) => {
    const { key } = choice.message;
    if (key === null || key === undefined || choice.message.partition !== undefined) return keyless(choice);
    return (murmur2(Buffer.from(key)) & 0x7fffffff) % choice.partitionMetadata.length;
  };
};
