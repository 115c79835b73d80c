import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { checkKafkaSecurity, kafkaSecurityOf, kafkaSecurityVariables } from './kafka-security.js';

const Variables = z.object(kafkaSecurityVariables).superRefine(checkKafkaSecurity);
const problemsOf = (variables: Record<string, string>) =>
  Variables.safeParse(variables).error?.issues.map((issue) => issue.path.join('.'));
const read = (variables: Record<string, string>) => kafkaSecurityOf(Variables.parse(variables));

const login = { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'planning' };

describe('the security of a Kafka client', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-security-'));
  const file = path.join(folder, 'secret');
  writeFileSync(file, 'secret\n');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is none when nothing is said', () => {
    expect(read({})).toEqual({});
  });

  it('is a login, whose password may lie in a file, and TLS', () => {
    const sasl = { mechanism: 'scram-sha-512', username: 'planning', password: 'secret' };
    expect(read({ ...login, KAFKA_SASL_PASSWORD: 'secret' })).toEqual({ sasl });
    expect(read({ ...login, KAFKA_SASL_PASSWORD_FILE: file, KAFKA_TLS: 'yes' })).toEqual({ sasl, ssl: {} });
    expect(read({ KAFKA_TLS: 'yes', KAFKA_TLS_CA_FILE: file })).toEqual({ ssl: { ca: 'secret\n' } });
  });

  it.each([
    [{ KAFKA_SASL_MECHANISM: 'gssapi' }, ['KAFKA_SASL_MECHANISM']],
    [login, ['KAFKA_SASL_PASSWORD']],
    [{ KAFKA_SASL_PASSWORD: 'x' }, ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME']],
    [{ ...login, KAFKA_SASL_PASSWORD: 'x', KAFKA_SASL_PASSWORD_FILE: file }, ['KAFKA_SASL_PASSWORD_FILE']],
    [{ ...login, KAFKA_SASL_PASSWORD_FILE: '/nowhere' }, ['KAFKA_SASL_PASSWORD_FILE']],
    [{ KAFKA_TLS: 'true' }, ['KAFKA_TLS']],
    [{ KAFKA_TLS: 'yes', KAFKA_TLS_KEY_FILE: file }, ['KAFKA_TLS_CERT_FILE']],
    [{ KAFKA_TLS_CA_FILE: file }, ['KAFKA_TLS']],
  ])('refuses %j by its variable', (variables, problems) => {
    expect(problemsOf(variables)).toEqual(problems);
  });
});
