import { limits } from '@slipway/contracts';

const { outbound, check, download } = limits;

/** What a request to another system may cost. Times are in milliseconds, sizes in bytes. */
export const outboundLimits = {
  connect: { milliseconds: outbound.connectMilliseconds },
  /** Of a check, from its first byte out to the last one in. */
  request: { ...check, bodyBytes: check.answerBytes },
  /** Of the bytes of one artifact. */
  download: { ...download, bodyBytes: download.bytes },
  /** The wait for a place among the requests to one host, before the work is postponed. */
  waitForPlace: { milliseconds: outbound.placeMilliseconds },
  responseHeaders: { bytes: outbound.answerHeaderBytes },
  requestHeaders: { count: outbound.headers, name: outbound.headerName, value: outbound.headerValue },
  requestBody: { bytes: outbound.bodyBytes },
  /** Of the checks of one kind, in a plan; and of all the time that they may take together. */
  checks: { count: check.perPlan, milliseconds: check.runMilliseconds },
  url: { characters: outbound.urlCharacters },
  secret: { bytes: outbound.secretBytes },
  /** Of what another system says and a fact keeps. */
  receipt: { characters: outbound.receiptCharacters },
} as const;
