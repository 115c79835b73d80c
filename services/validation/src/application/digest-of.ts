import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of a value in canonical JSON (RFC 8785). */
export const digestOf = (value: object): string => `sha256:${hash('sha256', canonicalize(value) ?? '', 'hex')}`;
