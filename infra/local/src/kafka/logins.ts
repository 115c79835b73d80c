/** The logins of a broker, with their passwords. `admin` sets up the broker, and is the broker itself. */
export type Logins = Readonly<Record<string, string>> & { readonly admin: string };

/** A value in Java's login configuration, which cannot contain a quote or a backslash. */
const word = /^[\w.!#$%&*+,:;<=>?@^~-]+$/;

/**
 * Settings of a broker that authenticates every client and denies everything that its access control lists do not allow.
 * @param listener the name of the listener for clients
 * @throws RangeError when a name or a password has characters that the login configuration cannot hold
 */
export function loginSettings(logins: Logins, listener: string): Readonly<Record<string, string>> {
  const config = jaasConfig(logins);
  return {
    'listener.security.protocol.map': `${listener}:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT`,
    'inter.broker.listener.name': listener,
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    [`listener.name.${listener.toLowerCase()}.plain.sasl.jaas.config`]: config,
    'listener.name.controller.plain.sasl.jaas.config': config,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:admin',
    'allow.everyone.if.no.acl.found': 'false',
  };
}

function jaasConfig(logins: Logins): string {
  const users = Object.entries(logins).map(([name, password]) => {
    if (!word.test(name) || !word.test(password))
      throw new RangeError(`the login of ${name} has a character that cannot be quoted`);
    return ` user_${name}="${password}"`;
  });
  const login = `username="admin" password="${logins.admin}"`;
  return `org.apache.kafka.common.security.plain.PlainLoginModule required ${login}${users.join('')};`;
}
