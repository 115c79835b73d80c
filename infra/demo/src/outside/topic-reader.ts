import { readTopics } from '@slipway/local';

/** @returns the ids of the CloudEvents with this key by topic, in the order in which it has them */
export async function idsOnTopics(
  brokers: string,
  topics: readonly string[],
  key: string,
): Promise<Map<string, string[]>> {
  const ids = new Map(topics.map((topic): [string, string[]] => [topic, []]));
  await readTopics(brokers, topics, ({ topic, message }) => {
    if (String(message.key) === key) ids.get(topic)?.push(String(message.headers?.['ce_id']));
  });
  return ids;
}
