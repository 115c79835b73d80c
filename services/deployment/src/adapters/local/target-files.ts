import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ArtifactReference, Setting } from '@slipway/contracts';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.js';
import { ProcessIdentity } from './process-identity.js';
import { recordOfTarget } from './proxy/proxy-files.js';

const Instance = z.object({ ...ProcessIdentity.shape, port: z.int().positive() });
export type Instance = z.infer<typeof Instance>;

/** The instances of one artifact with one set of settings, under the name of their release. */
const InstanceSet = z.object({
  artifact: ArtifactReference,
  settings: z.array(Setting),
  /** Whether its instances are to run; false once they are being ended. */
  wanted: z.boolean(),
  instances: z.array(Instance),
});
export type InstanceSet = z.infer<typeof InstanceSet>;

/** What runs on a target and what should run: enough to find everything again after any crash. It contains no secret. */
export const TargetRecord = z.object({
  /** The set that takes the rest of the traffic. */
  stable: z.string().optional(),
  /** The set that is being rolled out. */
  candidate: z.string().optional(),
  /** The set that was stable before, for a way back after the rollout. */
  former: z.string().optional(),
  /** Percentage of the traffic that the candidate takes. */
  weight: z.number().min(0).max(100),
  sets: z.record(z.string(), InstanceSet),
});
export type TargetRecord = z.infer<typeof TargetRecord>;

/** The folder of one target and the record in it. */
export class TargetFiles {
  constructor(readonly folder: string) {
    mkdirSync(path.join(folder, 'logs'), { recursive: true, mode: 0o700 });
  }

  read(): TargetRecord {
    return readJson(recordOfTarget(this.folder), TargetRecord) ?? { weight: 0, sets: {} };
  }

  write(record: TargetRecord): void {
    writeJson(recordOfTarget(this.folder), record);
  }

  log(name: string): string {
    return path.join(this.folder, 'logs', `${name}.log`);
  }
}
