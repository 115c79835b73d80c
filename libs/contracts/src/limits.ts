/**
 * Size limits of all input, checked at each entry point before processing.
 * `infra/limits.md` shows them all; a test compares the two.
 */
export const limits = {
  /** One JSON value, at every door. */
  json: { depth: 64, values: 20_000, items: 5000, text: 200_000, name: 256 },
  /** One message on any topic; its value is bounded by the topic's `max.message.bytes`. */
  message: { keyBytes: 1024, headers: 100, headerNameCharacters: 200, headerBytes: 8192, headersBytes: 65_536 },
  deadLetter: { detailCharacters: 2000 },
  cloudEvent: { id: 256, source: 1024, type: 200, attribute: 2000, correlationId: 200 },
  request: {
    bodyBytes: 1_048_576,
    documentBytes: 33_554_432,
    identity: 200,
    idempotencyKey: 200,
    expectedStreams: 16,
    documents: 200,
    page: 200,
    cursor: 1000,
  },
  /** Limits of the problem details in a response or a dead letter. */
  problem: { fields: 20, fieldCharacters: 200, fixCharacters: 500 },
  event: { payloadBytes: 900_000, perAppend: 500 },
  waitingRoom: { messages: 10_000, bytes: 268_435_456, senderMessages: 1000, senderBytes: 33_554_432 },
  evidence: { bytes: 67_108_864, jsonBytes: 4_194_304, mediaTypeCharacters: 200 },
  archive: {
    packedBytes: 1_073_741_824,
    unpackedBytes: 536_870_912,
    entryBytes: 268_435_456,
    entries: 20_000,
    depth: 32,
    pathCharacters: 400,
    manifestBytes: 65_536,
  },
  /** Requests to addresses that come from data or configuration. Times are in milliseconds. */
  outbound: {
    connectMilliseconds: 5000,
    placeMilliseconds: 30_000,
    urlCharacters: 2000,
    headers: 20,
    headerName: 100,
    headerValue: 2000,
    bodyBytes: 65_536,
    answerHeaderBytes: 16_384,
    receiptCharacters: 300,
    secretBytes: 8192,
  },
  check: {
    milliseconds: 10_000,
    answerBytes: 1_048_576,
    perHost: 16,
    total: 64,
    perPlan: 100,
    runMilliseconds: 600_000,
  },
  download: { milliseconds: 300_000, bytes: 1_073_741_824, perHost: 3, total: 8, redirects: 5 },
} as const;
