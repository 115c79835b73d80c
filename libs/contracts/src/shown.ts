/** Controls but for tab and line break, what turns the direction of reading, and half surrogate pairs. */
const unshown = /[^\P{Cc}\t\n]|\p{Bidi_Control}|\p{Cs}/gu;

/** Makes external text safe to store and show: cuts it to this many characters and replaces invalid characters with U+FFFD. */
export function shown(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(unshown, '\ufffd');
}
