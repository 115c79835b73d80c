import type { HttpCheck } from '@slipway/contracts';
import { namesCredential, secretReference } from '@slipway/contracts';
import { outboundLimits } from './outbound-limits.js';
import type { OutboundSettings } from './outbound-settings.js';
import { secretsRefused } from './secrets.js';

/** What is wrong with one field of a request, and the fix. */
export interface FieldRefusal {
  readonly field: readonly string[];
  readonly fix: string;
}

type Asked = Pick<HttpCheck, 'url' | 'headers' | 'body'> & { readonly method: string };

const methods: readonly string[] = ['GET', 'HEAD', 'POST'];

/** Headers of the connection, of proxies, or that clouds require before they hand out credentials. */
const ours =
  /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|accept-encoding|date|via|forwarded|x-real-ip|x-forwarded-.*|x-original-.*|x-rewrite-.*|x-http-method.*|proxy-.*|sec-.*|metadata|metadata-flavor|x-google-metadata-request|x-aws-ec2-.*|slipway-.*)$/i;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The method, headers and body of a request from data; its address has its own rules. */
export function requestRefused({ url, method, headers, body }: Asked, settings: OutboundSettings): FieldRefusal[] {
  const refusals: FieldRefusal[] = [];
  if (!methods.includes(method)) refusals.push({ field: ['method'], fix: `must be ${methods.join(', ')}` });
  const { count } = outboundLimits.requestHeaders;
  const entries = Object.entries(headers);
  if (entries.length > count) refusals.push({ field: ['headers'], fix: `must be at most ${String(count)}` });
  for (const [name, value] of entries.slice(0, count)) {
    const fix = headerRefused(name, value, URL.parse(url), settings);
    if (fix !== undefined) refusals.push({ field: ['headers', name.slice(0, 100)], fix });
  }
  const fix = body === undefined ? undefined : bodyRefused(body, method);
  if (fix !== undefined) refusals.push({ field: ['body'], fix });
  return refusals;
}

function headerRefused(name: string, value: string, to: URL | null, settings: OutboundSettings): string | undefined {
  const { requestHeaders } = outboundLimits;
  if (!token.test(name) || name.length > requestHeaders.name) return 'must have the name of an HTTP header';
  if (ours.test(name)) return 'is set by the service alone: remove it';
  if (value.length > requestHeaders.value || !/^[\t\x20-\x7e]*$/.test(value)) {
    return `must be at most ${String(requestHeaders.value)} printable ASCII characters`;
  }
  if (namesCredential(name) && value !== '' && value.replace(secretReference, '') === value) {
    return 'is a credential: send a reference such as ${secret:NAME} in its place';
  }
  return to === null ? undefined : secretsRefused([value], to, settings);
}

function bodyRefused(body: string, method: string): string | undefined {
  const { bytes } = outboundLimits.requestBody;
  if (method !== 'POST') return 'is sent with POST only';
  if (Buffer.byteLength(body) > bytes) return `must be at most ${String(bytes)} bytes`;
  return body.match(secretReference) === null
    ? undefined
    : 'must hold no reference to a secret: those are sent in headers and addresses';
}
