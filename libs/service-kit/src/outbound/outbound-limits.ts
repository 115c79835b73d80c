/** What a request to another system may cost. Times are in milliseconds, sizes in bytes. */
export const outboundLimits = {
  connect: { milliseconds: 5000 },
  /** Of a check, from its first byte out to the last one in. */
  request: { milliseconds: 10_000, bodyBytes: 1024 * 1024, perHost: 16, total: 64 },
  /** Of the bytes of one artifact. */
  download: { milliseconds: 5 * 60_000, bodyBytes: 1024 ** 3, perHost: 3, total: 8, redirects: 5 },
  /** What is waited for a place among the requests to one host before the work is put off. */
  waitForPlace: { milliseconds: 30_000 },
  responseHeaders: { bytes: 16 * 1024 },
  requestHeaders: { count: 20, name: 100, value: 2000 },
  requestBody: { bytes: 64 * 1024 },
  url: { characters: 2000 },
  secret: { bytes: 8 * 1024 },
  /** Of what another system says and a fact keeps. */
  receipt: { characters: 300 },
} as const;
