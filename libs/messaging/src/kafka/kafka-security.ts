import { readFileSync } from 'node:fs';
import { textOf } from '@slipway/contracts';
import { z } from 'zod';

/** How clients authenticate, and how they verify the broker. */
export interface KafkaSecurity {
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  readonly ssl?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

/** The content of the file that a variable names; secrets need not stand in the environment. */
const fileContent = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    context.addIssue(`cannot be read: ${textOf(error)}`);
    return z.NEVER;
  }
});

/** The variables of a Kafka client; `.env.example` documents each. */
export const kafkaSecurityVariables = {
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  /** A file with the password, without the line break at its end. */
  KAFKA_SASL_PASSWORD_FILE: fileContent.transform((text) => text.trimEnd()).optional(),
  KAFKA_TLS: z.enum(['yes', 'no']).default('no'),
  KAFKA_TLS_CA_FILE: fileContent.optional(),
  KAFKA_TLS_CERT_FILE: fileContent.optional(),
  KAFKA_TLS_KEY_FILE: fileContent.optional(),
};

export type KafkaSecurityVariables = z.infer<z.ZodObject<typeof kafkaSecurityVariables>>;

/** What to put there, for error messages. */
export const kafkaSecurityExamples: Readonly<Record<string, string>> = {
  KAFKA_SASL_MECHANISM: 'scram-sha-512',
  KAFKA_SASL_USERNAME: 'planning',
  KAFKA_SASL_PASSWORD: 'a secret, or name its file in KAFKA_SASL_PASSWORD_FILE',
  KAFKA_TLS: 'yes',
  KAFKA_TLS_CERT_FILE: '/run/secrets/kafka.crt',
  KAFKA_TLS_KEY_FILE: '/run/secrets/kafka.key',
};

/**
 * Reports what each variable lacks: half of a login or of a certificate would connect without authentication, or not at
 * all.
 */
export function checkKafkaSecurity(given: KafkaSecurityVariables, context: z.RefinementCtx): void {
  const has = (name: keyof KafkaSecurityVariables) => given[name] !== undefined;
  const hasPassword = has('KAFKA_SASL_PASSWORD') || has('KAFKA_SASL_PASSWORD_FILE');
  const complain = (variable: string, message: string) => {
    context.addIssue({ code: 'custom', path: [variable], message });
  };
  const login = [has('KAFKA_SASL_MECHANISM'), has('KAFKA_SASL_USERNAME'), hasPassword];
  if (login.includes(true) && login.includes(false)) {
    for (const name of ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME'] as const) {
      if (!has(name)) complain(name, 'is needed to log in');
    }
    if (!hasPassword) complain('KAFKA_SASL_PASSWORD', 'is needed to log in');
  }
  if (has('KAFKA_SASL_PASSWORD') && has('KAFKA_SASL_PASSWORD_FILE')) {
    complain('KAFKA_SASL_PASSWORD_FILE', 'and KAFKA_SASL_PASSWORD exclude each other: unset one');
  }
  const pair = ['KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'] as const;
  for (const name of pair)
    if (!has(name) && pair.some(has)) complain(name, 'is needed: certificate and key belong together');
  const files = ['KAFKA_TLS_CA_FILE', ...pair] as const;
  if (given.KAFKA_TLS === 'no' && files.some(has)) complain('KAFKA_TLS', 'must be yes when certificates are given');
}

/** The settings of kafkajs, from checked variables. */
export function kafkaSecurityOf(given: KafkaSecurityVariables): KafkaSecurity {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username } = given;
  const password = given.KAFKA_SASL_PASSWORD_FILE ?? given.KAFKA_SASL_PASSWORD;
  const { KAFKA_TLS_CA_FILE: ca, KAFKA_TLS_CERT_FILE: cert, KAFKA_TLS_KEY_FILE: key } = given;
  const login = mechanism !== undefined && username !== undefined && password !== undefined;
  return {
    ...(login && { sasl: { mechanism, username, password } }),
    ...(given.KAFKA_TLS === 'yes' && {
      ssl: { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) },
    }),
  };
}
