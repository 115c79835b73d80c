import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';
import { ProcessIdentity } from '../process-identity.js';

/** How to reach a running proxy. */
export const ProxyRecord = z.object({
  ...ProcessIdentity.shape,
  port: z.int().positive(),
  controlPort: z.int().positive(),
  /** Everyone who can read this file can control the proxy. */
  token: z.string().min(16),
});
export type ProxyRecord = z.infer<typeof ProxyRecord>;

const Route = z.object({
  /** Name of the instance set. */
  name: z.string().min(1),
  weight: z.number().min(0).max(100),
  ports: z.array(z.int().positive()),
});
export type Route = z.infer<typeof Route>;
export const Routes = z.array(Route);

/** The part of the target's record that the proxy needs: the processes to end when nothing else will. */
const RunningInstances = z.object({
  sets: z.record(z.string(), z.object({ instances: z.array(ProcessIdentity) })),
});

export const recordOfTarget = (folder: string): string => path.join(folder, 'target.json');

export function readInstances(folder: string): ProcessIdentity[] | undefined {
  const record = readJson(recordOfTarget(folder), RunningInstances);
  return record === undefined ? undefined : Object.values(record.sets).flatMap(({ instances }) => instances);
}

export const readProxy = (folder: string): ProxyRecord | undefined => readJson(proxyFile(folder), ProxyRecord);

export function writeProxy(folder: string, record: ProxyRecord): void {
  writeJson(proxyFile(folder), record);
}

export const readRoutes = (folder: string): Route[] => readJson(routesFile(folder), Routes) ?? [];

export function writeRoutes(folder: string, routes: readonly Route[]): void {
  writeJson(routesFile(folder), routes);
}

const proxyFile = (folder: string): string => path.join(folder, 'proxy.json');
const routesFile = (folder: string): string => path.join(folder, 'routes.json');
