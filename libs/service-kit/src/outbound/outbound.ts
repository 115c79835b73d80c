import type { Agent } from 'undici';
import { ServiceKitError } from '../service-kit-error.js';
import { artifactAddressRefused, hostRefused, pathOf, webAddressRefused } from './address.policy.js';
import { checkedAgent, configuredAgent } from './agents.js';
import { openArtifactFile } from './artifact-file.js';
import { announcedBytes, firstBytes, tooLarge, wholeBody } from './bounded-body.js';
import { exchange, outboundFailure, type Opened, type Sent } from './exchange.js';
import { outboundLimits } from './outbound-limits.js';
import type { OutboundSettings } from './outbound-settings.js';
import { Places } from './places.js';
import { inAddress, secretsIn, withoutSecrets, withSecrets } from './secrets.js';

export interface OutboundRequest extends Omit<Sent, 'url'> {
  /** The address and the headers can refer to secrets. */
  readonly url: string;
}

export interface OutboundRules {
  /** Milliseconds from the first byte sent to the last one read. */
  readonly patience?: number;
  /** The address comes from the configuration of the service, which is trusted, and not from data. */
  readonly configured?: boolean;
}

export interface OutboundAnswer {
  readonly status: number;
  /** Without the values of secrets that were sent. */
  header(name: string): string | undefined;
  /** At most `outboundLimits.request.bodyBytes`. */
  readonly body: Buffer;
  /** What was left unread of the body, as text; undefined if it is complete. */
  readonly cut: string | undefined;
  readonly milliseconds: number;
}

const { request: ofRequests, download, waitForPlace } = outboundLimits;

/**
 * The only way from a service to an address from data or configuration. `OutboundSettings` decides where it can go;
 * `outboundLimits` decides how long, how much and how many at once.
 */
export class Outbound {
  private readonly requests = new Places(ofRequests);
  private readonly downloads = new Places(download);
  private readonly checked: Agent;
  private readonly trusted: Agent = configuredAgent();

  constructor(readonly settings: OutboundSettings) {
    this.checked = checkedAgent(settings.networks);
  }

  /**
   * Sends a request and reads its answer; a redirect is an answer.
   * @throws ServiceKitError OUTBOUND_REFUSED (never sent), OUTBOUND_BUSY, OUTBOUND_FAILED, each with the reason
   */
  async request(
    { url, headers, ...rest }: OutboundRequest,
    { patience = ofRequests.milliseconds, configured = false }: OutboundRules = {},
  ): Promise<OutboundAnswer> {
    const texts = [url, ...Object.values(headers)];
    const sent = configured ? plainly(url, headers) : this.withSecrets(url, headers);
    const leave = await this.requests.enter(sent.url.host, Math.min(patience, waitForPlace.milliseconds));
    const began = performance.now();
    const signal = AbortSignal.timeout(patience);
    try {
      const dispatcher = configured ? this.trusted : this.checked;
      const opened = await exchange({ ...rest, ...sent }, { dispatcher, signal });
      const { bytes: body, cut } = await firstBytes(opened, ofRequests.bodyBytes);
      const milliseconds = performance.now() - began;
      const header = (name: string) => this.cleaned(opened.header(name), texts);
      return { status: opened.status, header, body, cut, milliseconds };
    } catch (error) {
      throw outboundFailure(error, signal);
    } finally {
      leave();
    }
  }

  /**
   * The bytes of an artifact, from a file or a web server, over a few redirects.
   * @throws ServiceKitError OUTBOUND_REFUSED, OUTBOUND_TOO_LARGE, OUTBOUND_BUSY, OUTBOUND_FAILED (trying again may help), while it is read
   */
  async *artifact(uri: string): AsyncGenerator<Buffer, void> {
    const refused = artifactAddressRefused(uri, this.settings);
    if (refused !== undefined) throw refusal(refused);
    const file = pathOf(uri);
    const place = file === undefined ? new URL(uri).host : 'files';
    const leave = await this.downloads.enter(place, waitForPlace.milliseconds);
    const signal = AbortSignal.timeout(download.milliseconds);
    try {
      yield* wholeBody(await this.opened(uri, file, signal), download.bodyBytes);
    } catch (error) {
      throw outboundFailure(error, signal);
    } finally {
      leave();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.checked.destroy(), this.trusted.destroy()]);
  }

  private async opened(uri: string, file: string | undefined, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    const rules = { roots: this.settings.fileRoots, limit: download.bodyBytes, signal };
    return file === undefined ? (await this.followed(uri, signal)).body : openArtifactFile(file, rules);
  }

  /** Each address of a redirect is checked like the first one, and gets no header of the first request. */
  private async followed(uri: string, signal: AbortSignal): Promise<Opened> {
    let { url } = this.withSecrets(uri, {});
    for (let hop = 0; hop <= download.redirects; hop++) {
      const opened = await exchange({ url, method: 'GET', headers: {} }, { dispatcher: this.checked, signal });
      if (opened.status < 300 || opened.status > 399) return accepted(opened);
      opened.drop();
      url = this.next(url, opened.header('location'));
    }
    throw refusal(`it was redirected more than ${String(download.redirects)} times`);
  }

  private next(from: URL, location: string | undefined): URL {
    const to = location === undefined ? null : URL.parse(location, from.href);
    if (to === null) throw refusal('it was redirected to nowhere');
    if (from.protocol === 'https:' && to.protocol !== 'https:') throw refusal('it was redirected from https: to less');
    const refused = redirectRefused(to, this.settings);
    if (refused !== undefined) throw refusal(`it was redirected: ${refused}`);
    return to;
  }

  private withSecrets(text: string, headers: OutboundRequest['headers']) {
    const refused = webAddressRefused(text, this.settings);
    if (refused !== undefined) throw refusal(refused);
    const url = new URL(withSecrets(text, this.settings, inAddress));
    // The host was judged without the values.
    if (url.origin !== new URL(text).origin) throw refusal('must name its host without a secret');
    const written = Object.entries(headers).map(([name, value]) => [name, withSecrets(value, this.settings)]);
    return { url, headers: Object.fromEntries(written) as Record<string, string> };
  }

  private cleaned(text: string | undefined, sent: readonly string[]): string | undefined {
    const names = sent.flatMap(secretsIn);
    return text === undefined || names.length === 0 ? text : withoutSecrets(text, names, this.settings);
  }
}

const refusal = (reason: string): ServiceKitError => new ServiceKitError('OUTBOUND_REFUSED', { reason });

/** For redirects: their addresses can contain what a plan's cannot, such as the signature of a download. */
const redirectRefused = (to: URL, settings: OutboundSettings): string | undefined => {
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return 'must be an http: or https: address';
  if (to.username !== '' || to.password !== '') return 'must hold no user or password';
  return hostRefused(to, settings);
};

/** A user and a password in a configured address go into the header that they stand for. */
function plainly(text: string, headers: OutboundRequest['headers']) {
  const url = new URL(text);
  const { username, password } = url;
  if (username === '' && password === '') return { url, headers };
  url.username = url.password = '';
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { url, headers: { ...headers, authorization: `Basic ${basic}` } };
}

function accepted(opened: Opened): Opened {
  const { status } = opened;
  const announced = announcedBytes(opened);
  if (status >= 200 && status < 300 && (announced ?? 0) <= download.bodyBytes) return opened;
  opened.drop();
  if (status >= 200 && status < 300) throw tooLarge(download.bodyBytes);
  const reason = `the server answered ${String(status)}`;
  throw new ServiceKitError(status < 500 ? 'OUTBOUND_REFUSED' : 'OUTBOUND_FAILED', { reason });
}
