import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture, dataFolder, Problem, progress, root } from './processes.mjs';

const pom = path.join(root, 'infra', 'local', 'kafka', 'pom.xml');
const libs = path.join(dataFolder, 'kafka', 'libs');
const stamp = path.join(libs, '.pom-sha256');
const digestOfPom = () => createHash('sha256').update(readFileSync(pom)).digest('hex');

/** Whether the jars of this version of the pom exist, so that Maven is not needed. */
export const kafkaIsResolved = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfPom();

/** Copies Kafka's jars with Maven to .slipway/kafka/libs, once for each version of the pom. */
export async function resolveKafka() {
  if (kafkaIsResolved()) return;
  rmSync(libs, { recursive: true, force: true });
  mkdirSync(libs, { recursive: true });
  const bar = progress('fetching Apache Kafka with Maven (44 MB)');
  const goals = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${libs}`];
  const result = await capture('mvn', ['-B', '-q', '-f', pom, ...goals], { onTick: () => bar.tick() });
  if (result.code !== 0)
    throw new Problem(`Maven could not resolve Kafka:\n${result.stdout}${result.stderr}`.trimEnd());
  writeFileSync(stamp, digestOfPom());
  bar.done();
}
