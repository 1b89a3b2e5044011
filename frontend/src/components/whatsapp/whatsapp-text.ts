/**
 * WhatsApp's own formatting, read as its apps read it.
 *
 * `*bold*`, `_italic_` and `~strike~` may stand in one another, never span lines, hold something that neither
 * begins nor ends with a space, and begin and end at the edge of a word. Between three backticks everything is
 * shown as it is written, over several lines too; between single ones on one line. Addresses are links.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; parts: Inline[] };

export type Block =
  | { kind: 'line'; parts: Inline[] }
  | { kind: 'quote'; parts: Inline[] }
  | { kind: 'item'; marker: string; parts: Inline[] }
  | { kind: 'mono'; text: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof MARKS;

const WORD = /[\p{L}\p{N}]/u;
const SPACE = /\s/u;
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[a-z0-9-]+\.)+(?:com|net|org|info|io|me|co|fr|bj|tg|ci|sn|ml|bf|ne|ng|gh|cm|ma|africa|shop|app)(?![\w-])(?:\/[^\s<>"]*)?/giuy;
const AFTER_LINK = /[.,;:!?'"*_~`)\]]+$/u;

const FENCE = '```';

/** A text as WhatsApp shows it, line by line. */
export function readWhatsAppText(text: string): Block[] {
  const pieces = cutMono(text.replaceAll('\r\n', '\n'));
  return pieces.flatMap((piece, index): Block[] => {
    if (piece.mono) return [{ kind: 'mono', text: piece.text }];
    // The line breaks around a mono block are its edges, not lines of their own.
    const begun = index > 0 ? piece.text.replace(/^\n/, '') : piece.text;
    const cut = index < pieces.length - 1 ? begun.replace(/\n$/, '') : begun;
    return cut === '' && pieces.length > 1 ? [] : cut.split('\n').map(readLine);
  });
}

/** The mono parts that hold a line break, cut out; one within a line is a piece of that line. */
function cutMono(text: string): { mono: boolean; text: string }[] {
  const pieces: { mono: boolean; text: string }[] = [];
  let plain = '';
  text.split(/```([\s\S]+?)```/).forEach((part, index) => {
    if (index % 2 === 0) plain += part;
    else if (!part.includes('\n')) plain += FENCE + part + FENCE;
    else {
      pieces.push({ mono: false, text: plain }, { mono: true, text: part });
      plain = '';
    }
  });
  return [...pieces, { mono: false, text: plain }];
}

function readLine(line: string): Block {
  const quote = /^> (.+)$/.exec(line);
  if (quote?.[1]) return { kind: 'quote', parts: readInline(quote[1]) };
  const bullet = /^[*-] (\S.*)$/.exec(line);
  if (bullet?.[1]) return { kind: 'item', marker: '•', parts: readInline(bullet[1]) };
  const numbered = /^(\d{1,3}\.) (\S.*)$/.exec(line);
  if (numbered?.[1] && numbered[2]) {
    return { kind: 'item', marker: numbered[1], parts: readInline(numbered[2]) };
  }
  return { kind: 'line', parts: readInline(line) };
}

/** The pieces of one line. */
function readInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain) parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  while (at < line.length) {
    const found = readCode(line, at) ?? readLink(line, at) ?? readMarked(line, at);
    if (found) {
      flush();
      parts.push(found.part);
      at = found.end;
    } else {
      plain += line[at];
      at += 1;
    }
  }
  flush();
  return parts;
}

interface Found {
  part: Inline;
  end: number;
}

function readCode(line: string, at: number): Found | null {
  if (line[at] !== '`') return null;
  const fence = line.startsWith(FENCE, at) ? FENCE : '`';
  const start = at + fence.length;
  const end = line.indexOf(fence, start);
  const text = line.slice(start, end);
  return end < 0 || text.trim() === '' ? null : { part: { kind: 'code', text }, end: end + fence.length };
}

function readLink(line: string, at: number): Found | null {
  if (at > 0 && /[\p{L}\p{N}@/.-]/u.test(line[at - 1] ?? '')) return null;
  LINK.lastIndex = at;
  const text = LINK.exec(line)?.[0].replace(AFTER_LINK, '');
  if (!text || !/[.:]/.test(text)) return null;
  const href = text.includes('@') && !text.includes('/') ? `mailto:${text}` : withScheme(text);
  return { part: { kind: 'link', text, href }, end: at + text.length };
}

const withScheme = (address: string) => (/^https?:\/\//i.test(address) ? address : `https://${address}`);

function readMarked(line: string, at: number): Found | null {
  const mark = line[at];
  if (mark !== '*' && mark !== '_' && mark !== '~') return null;
  if (!opens(line, at, mark)) return null;
  const end = findEnd(line, at, mark);
  if (end < 0) return null;
  return { part: { kind: MARKS[mark], parts: readInline(line.slice(at + 1, end)) }, end: end + 1 };
}

function opens(line: string, at: number, mark: Mark): boolean {
  const next = line[at + 1];
  return next !== undefined && next !== mark && !SPACE.test(next) && !WORD.test(line[at - 1] ?? '');
}

/** Where the mark that stands at `at` is closed, or -1. Marks inside links and code are none. */
function findEnd(line: string, at: number, mark: Mark): number {
  let here = at + 1;
  while (here < line.length) {
    const skipped = readCode(line, here) ?? readLink(line, here);
    if (skipped) {
      here = skipped.end;
      continue;
    }
    const closes =
      line[here] === mark &&
      here > at + 1 &&
      !SPACE.test(line[here - 1] ?? ' ') &&
      !WORD.test(line[here + 1] ?? '');
    if (closes) return here;
    here += 1;
  }
  return -1;
}
