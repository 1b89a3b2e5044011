/** A text after an edit, and what of it is selected then. */
export interface Edited {
  text: string;
  start: number;
  end: number;
}

/** Put something in place of the selection; the cursor stands behind it. */
export function insertAt(text: string, start: number, end: number, inserted: string): Edited {
  const at = start + inserted.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: at, end: at };
}

/** Put marks around the selection, without its outer spaces, which WhatsApp would not take; or take them away. */
export function wrapAt(text: string, start: number, end: number, mark: string): Edited {
  const chosen = text.slice(start, end);
  const from = start + (chosen.length - chosen.trimStart().length);
  const to = Math.max(from, end - (chosen.length - chosen.trimEnd().length));
  const size = mark.length;
  if (to > from && text.slice(from - size, from) === mark && text.slice(to, to + size) === mark) {
    const bare = text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size);
    return { text: bare, start: from - size, end: to - size };
  }
  const marked = text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to);
  return { text: marked, start: from + size, end: to + size };
}
