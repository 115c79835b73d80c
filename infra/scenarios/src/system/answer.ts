/** A response of the API: a result, or problem details. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** What a later command names in If-Match, where the answer is a state. */
  readonly etag: string | undefined;
}

export const isRefused = ({ status }: Answer): boolean => status >= 400 && status < 500;

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === '' ? {} : (parsed(text) as Answer['body']);
  return { status: response.status, body, etag: response.headers.get('etag') ?? undefined };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { text };
    throw error;
  }
}

/** @throws Error that contains the response, if it is not a success */
export function demandDone(what: string, { status, body }: Answer): Answer['body'] {
  if (status < 300) return body;
  throw new Error(`${what} was answered with ${String(status)}: ${JSON.stringify(body).slice(0, 1000)}`);
}
