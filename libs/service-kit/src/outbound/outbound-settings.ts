import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { jsonVariable, readSettings } from '../config/settings.js';
import { hostPattern, type HostPattern } from './host-pattern.js';
import { network, type Network } from './networks.js';
import { outboundLimits } from './outbound-limits.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where requests of the services may go, and which secrets may go along. */
export interface OutboundSettings {
  readonly hosts: readonly HostPattern[];
  /** Networks that are not public and may be reached all the same. */
  readonly networks: readonly Network[];
  /** Absolute folders that artifacts may be read from. */
  readonly fileRoots: readonly string[];
  /** By the name of each secret the hosts that it may be sent to. */
  readonly secretHosts: ReadonlyMap<string, readonly HostPattern[]>;
  /** The value of a secret as it is now; undefined when it has none. */
  readonly secret: (name: string) => string | undefined;
}

const list = <Item>(read: (text: string) => Item | undefined, must: string) =>
  z.string().transform((text, context) => {
    const items = text.split(',').map((part) => read(part.trim()));
    if (!items.includes(undefined)) return items as Item[];
    context.addIssue({ code: 'custom', message: must });
    return z.NEVER;
  });

const hostsAre = 'must be hosts separated by commas, each with a port where it is not that of the scheme';
const Hosts = list(hostPattern, hostsAre);
const SecretHosts = z.record(
  z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/),
  z.array(z.string().transform((text, context) => hostPattern(text) ?? refuse(context, hostsAre))).min(1),
);

/** The variables of every service that `readOutboundSettings` reads; `.env.example` documents each. */
export const OutboundVariables = z.object({
  OUTBOUND_HOSTS: Hosts.optional(),
  OUTBOUND_NETWORKS: list(network, 'must be networks separated by commas').optional(),
  OUTBOUND_FILE_ROOTS: list(
    (text) => (path.isAbsolute(text) ? path.resolve(text) : undefined),
    'must be absolute folders separated by commas',
  ).optional(),
  OUTBOUND_SECRETS: jsonVariable(SecretHosts).default({}),
  SECRETS_FOLDER: z
    .string()
    .refine((text) => path.isAbsolute(text), 'must be an absolute folder')
    .optional(),
});

const examples = {
  OUTBOUND_HOSTS: 'artifacts.example,*.shop.example:8443',
  OUTBOUND_NETWORKS: '10.20.0.0/16',
  OUTBOUND_FILE_ROOTS: '/srv/artifacts',
  OUTBOUND_SECRETS: '{"SHOP_TOKEN":["shop.example"]}',
  SECRETS_FOLDER: '/run/secrets',
};

/** Outside of production a developer's own machine and the public internet are open. */
const openHosts: readonly HostPattern[] = [{ host: '*', port: '*' }];
const loopback = ['127.0.0.0/8', '::1/128'].map(network).filter((each) => each !== undefined);

/** @throws ServiceKitError CONFIGURATION_INVALID that names each bad variable and what to put there, and repeats no secret */
export function readOutboundSettings(variables: Variables): OutboundSettings {
  const read = readSettings(OutboundVariables, variables, examples);
  const isClosed = variables['NODE_ENV'] === 'production';
  return {
    hosts: read.OUTBOUND_HOSTS ?? (isClosed ? [] : openHosts),
    networks: read.OUTBOUND_NETWORKS ?? (isClosed ? [] : loopback),
    fileRoots: read.OUTBOUND_FILE_ROOTS ?? [],
    secretHosts: new Map(Object.entries(read.OUTBOUND_SECRETS)),
    secret: (name) => variables[`SECRET_${name}`] ?? secretInFile(read.SECRETS_FOLDER, name),
  };
}

/** Read when it is sent, so that a value that was changed needs no restart. */
function secretInFile(folder: string | undefined, name: string): string | undefined {
  if (folder === undefined) return undefined;
  try {
    return readFileSync(path.join(folder, name), 'utf8').slice(0, outboundLimits.secret.bytes).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
