/**
 * Characters that make people or terminals display something other than the actual text. Marks (U+200E, U+200F, U+061C) and joiners are allowed:
 * right-to-left text, Indic scripts and emoji need them.
 */
const deceptive =
  // Controls except tab and line ends; embeddings, overrides, isolates; line ends that only some programs recognise; invisible letters.
  /[[\p{Cc}--[\t\n\r]]\u202a-\u202e\u2066-\u2069\u2028\u2029\u{e0000}-\u{e007f}]/v;

/** Flags of regions, such as Scotland: the only text that uses tag characters. */
const flags = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}/gu;

/** The first deceptive character of a text, as `U+202E`. */
export function deceptiveCharacter(text: string): string | undefined {
  if (!deceptive.test(text)) return undefined;
  const [found] = deceptive.exec(text.replace(flags, '')) ?? [];
  return found === undefined ? undefined : codePointOf(found);
}

export const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
