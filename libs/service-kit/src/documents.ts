import type { EvidenceReference } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';

const markdownType = 'text/markdown; charset=utf-8';

export interface TextDocument {
  readonly title: string;
  readonly text: string;
  /** Markdown when absent. */
  readonly mediaType?: string;
}

/** Puts a text into the evidence store, which keeps the same bytes once. Facts name it by what comes back. */
export async function keepText(
  store: EvidenceStore,
  { title, text, mediaType = markdownType }: TextDocument,
): Promise<EvidenceReference> {
  const { digest, size } = await store.put(Buffer.from(text), mediaType);
  return { digest, size, mediaType, title };
}
