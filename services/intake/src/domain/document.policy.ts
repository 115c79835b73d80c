import { limits, textOf } from '@slipway/contracts';
import { firstRejection, pass, reject, type Rule } from '@slipway/decider';
import type { DocumentRejection } from './rejections.js';

/** A document that somebody sends. */
export interface SentDocument {
  readonly bytes: Uint8Array;
  /** As `canonicalMediaType` has it. */
  readonly mediaType: string;
}

/** Two ways to write one media type read alike: in lower case, and without saying that text is UTF-8, as all text here is. */
export function canonicalMediaType(mediaType: string): string {
  const [essence = '', ...parameters] = mediaType.split(';').map((part) => part.trim());
  const kept = parameters.filter((parameter) => parameter !== '' && !/^charset="?utf-?8"?$/i.test(parameter));
  return [essence.toLowerCase(), ...kept].join('; ');
}

const { jsonBytes } = limits.evidence;

type DocumentRule = Rule<SentDocument, undefined, undefined, DocumentRejection>;

const isNotEmpty: DocumentRule = ({ bytes }) =>
  bytes.byteLength > 0 ? pass : reject('EVIDENCE_EMPTY', { size: 0, fix: 'send the document itself as the body' });

/** What a form or a command-line client says by itself is no type of a document. */
const isNoForm: DocumentRule = ({ mediaType }) =>
  /^(?:multipart\/|application\/x-www-form-urlencoded)/.test(mediaType)
    ? notOf(mediaType, 'send the document itself as the body, with its own media type as Content-Type')
    : pass;

const textIsUtf8: DocumentRule = ({ bytes, mediaType }) => {
  if (!isText(mediaType)) return pass;
  const text = contentOf(bytes);
  if (text === undefined || /charset/i.test(mediaType)) return notOf(mediaType, 'send text in UTF-8');
  return text.includes('\0') ? notOf(mediaType, 'text has no U+0000: send it with the media type that it is of') : pass;
};

const jsonParses: DocumentRule = ({ bytes, mediaType }) => {
  if (!isJson(mediaType)) return pass;
  if (bytes.byteLength > jsonBytes) {
    return notOf(mediaType, `send JSON of at most ${String(jsonBytes)} bytes, or packed, as application/gzip`);
  }
  try {
    JSON.parse(contentOf(bytes) ?? '');
    return pass;
  } catch (error) {
    return notOf(mediaType, `send well-formed JSON: ${textOf(error)}`);
  }
};

/** How files of these types begin, in hexadecimal digits. */
const signatures: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['255044462d'],
  'application/zip': ['504b0304', '504b0506', '504b0708'],
  'application/gzip': ['1f8b'],
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
};
const longestSignature = 8;

const beginsAsItsType: DocumentRule = ({ bytes, mediaType }) => {
  const expected = signatures[essenceOf(mediaType)];
  const beginning = hexadecimal(bytes.subarray(0, longestSignature));
  if (expected === undefined || expected.some((signature) => beginning.startsWith(signature))) return pass;
  return notOf(mediaType, 'its bytes are not of this type: send it with the media type that it is of');
};

const notOf = (mediaType: string, fix: string) =>
  reject('EVIDENCE_NOT_OF_MEDIA_TYPE', { field: 'Content-Type', mediaType, fix });

const essenceOf = (mediaType: string): string => mediaType.split(';', 1)[0] ?? '';
const isJson = (mediaType: string): boolean => /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(essenceOf(mediaType));
const isText = (mediaType: string): boolean => mediaType.startsWith('text/') || isJson(mediaType);

function contentOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The caller says so in its own words.
    return undefined;
  }
}

const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const mayKeep: readonly DocumentRule[] = [isNotEmpty, isNoForm, textIsUtf8, jsonParses, beginsAsItsType];

/** Whether a document is larger than nothing, and of the media type that its sender states. */
export const documentAdmitted = (document: SentDocument) => firstRejection(mayKeep, document, undefined, undefined);
