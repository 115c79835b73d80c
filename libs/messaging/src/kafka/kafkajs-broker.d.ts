declare module 'kafkajs/src/broker/index.js' {
  /** What known-coordinator.ts touches of it. */
  export default class Broker {
    findGroupCoordinator(asked: { groupId: string; coordinatorType: number }): Promise<unknown>;
  }
}
