/** Controls but for tab and line break, what turns the direction of reading, and half surrogate pairs. */
const unshown = /[^\P{Cc}\t\n]|\p{Bidi_Control}|\p{Cs}/gu;

/** What others said, as it can be kept and shown: cut to this many characters, with U+FFFD for what cannot. */
export function shown(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(unshown, '\ufffd');
}
