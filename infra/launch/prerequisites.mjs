import { kafkaIsResolved } from './kafka-jars.mjs';
import { capture, Problem } from './processes.mjs';

const leastNode = [20, 19];
const leastJava = 17;

export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) return;
  throw new Problem(
    `Node ${leastNode.join('.')} or newer is needed and this is ${process.version}: get it from nodejs.org or with your package manager`,
  );
}

/**
 * Checks that Kafka is available: from the environment, with Java, or with Docker.
 * @returns whether it will run with Java, which needs its jars
 */
export async function demandKafka(purpose) {
  const given = purpose === 'test' ? process.env.SLIPWAY_TEST_KAFKA_BROKERS : process.env.KAFKA_BROKERS;
  if (given) return false;
  const java = await lacksJava();
  if (purpose === 'local' && java === undefined) return true;
  const docker = await capture('docker', ['version', '--format', '{{.Server.Version}}']);
  if (purpose === 'test' && docker.code === 0 && java !== undefined) return false;
  if (java === undefined) return true;
  if (docker.code === 0) return false;
  throw new Problem(
    `${java}, and no Docker engine answers. One of both runs Kafka: Java ${leastJava}+ and Maven ` +
      `(Debian and Ubuntu: apt-get install openjdk-17-jre-headless maven; macOS: brew install openjdk maven) or Docker (docs.docker.com/engine/install)`,
  );
}

/** What is missing to run Kafka with Java, or undefined. */
async function lacksJava() {
  const java = await capture('java', ['-version']);
  const version = /version "(?:1\.)?(\d+)/.exec(java.stderr + java.stdout)?.[1];
  if (java.code !== 0 || version === undefined) return `Java ${leastJava}+ is missing`;
  if (Number(version) < leastJava) return `Java ${leastJava}+ is needed and this is Java ${version}`;
  // Running Maven itself to check takes half a second.
  if (kafkaIsResolved()) return undefined;
  const maven = await capture('mvn', ['-v']);
  return maven.code === 0 ? undefined : 'Maven is missing';
}
