/** Words as they are compared: no capitals, accents, blanks or signs, no letter twice in a row. */
function lettersOf(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(\p{L})\1+/gu, '$1');
}

const linesOf = (removed: string): string[] =>
  removed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Whether a text of one word per line takes this one out. */
export function isRemoved(removed: string, word: string): boolean {
  const letters = lettersOf(word);
  return linesOf(removed).some((line) => lettersOf(line) === letters);
}

/** The text with the word taken out, or taken in again. */
export function toggle(removed: string, word: string): string {
  const lines = linesOf(removed);
  const letters = lettersOf(word);
  const without = lines.filter((line) => lettersOf(line) !== letters);
  return (without.length < lines.length ? without : [...lines, word]).join('\n');
}

/** Lines that take out none of these: words of somebody's own, or of an older version. */
export function othersOf(removed: string, words: readonly string[]): string[] {
  const known = new Set(words.map(lettersOf));
  return linesOf(removed).filter((line) => !known.has(lettersOf(line)));
}
