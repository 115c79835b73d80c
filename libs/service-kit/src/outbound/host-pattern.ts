/** Hosts and the port that may be asked: `shop.example` (ports 80 and 443), `*.shop.example:8443`, `10.1.2.3:*`, `[::1]:9000`, `*`. */
export interface HostPattern {
  readonly host: string;
  /** A number, `*` for any, `''` for that of the scheme. */
  readonly port: string;
}

const written = /^(\*|(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}|\*))?$/i;

/** Undefined when the text is no pattern. */
export function hostPattern(text: string): HostPattern | undefined {
  const [, host, port = ''] = written.exec(text.trim()) ?? [];
  return host === undefined ? undefined : { host: host.toLowerCase(), port: host === '*' && port === '' ? '*' : port };
}

/** Whether one of the patterns names the host and the port of this http(s) address. */
export const matchesHost = (url: URL, patterns: readonly HostPattern[]): boolean =>
  patterns.some((pattern) => namesPort(pattern, url) && namesHost(pattern, hostOf(url)));

/** The name without the dot that makes it absolute: `localhost.` is `localhost`. */
export const hostOf = ({ hostname }: URL): string => hostname.toLowerCase().replace(/\.$/, '');

// A URL leaves out the port that its scheme has anyway.
const namesPort = ({ port }: HostPattern, url: URL): boolean =>
  port === '*' || port === (url.port === '' && port !== '' ? defaultPort(url) : url.port);

const namesHost = ({ host }: HostPattern, name: string): boolean =>
  host === '*' || host === name || (host.startsWith('*.') && name.endsWith(host.slice(1)));

const defaultPort = ({ protocol }: URL): string => (protocol === 'https:' ? '443' : '80');
