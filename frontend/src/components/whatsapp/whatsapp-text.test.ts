import { describe, expect, it } from 'vitest';
import { type Block, type Inline, readWhatsAppText } from './whatsapp-text';

/** A short way to write what was read: `<b>…</b>` and the like. */
const write = (parts: Inline[]): string =>
  parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'link') return `<a ${part.href}>${part.text}</a>`;
      if (part.kind === 'code') return `<c>${part.text}</c>`;
      const tag = { bold: 'b', italic: 'i', strike: 's' }[part.kind];
      return `<${tag}>${write(part.parts)}</${tag}>`;
    })
    .join('');

const writeBlock = (block: Block): string => {
  if (block.kind === 'mono') return `<m>${block.text}</m>`;
  if (block.kind === 'item') return `${block.marker}|${write(block.parts)}`;
  return block.kind === 'quote' ? `>|${write(block.parts)}` : write(block.parts);
};

const read = (text: string) => readWhatsAppText(text).map(writeBlock).join('⏎');

describe('readWhatsAppText', () => {
  it.each([
    ['*bold*', '<b>bold</b>'],
    ['_italic_ and ~gone~', '<i>italic</i> and <s>gone</s>'],
    ['*bold _both_ ~all~*', '<b>bold <i>both</i> <s>all</s></b>'],
    ['*_~deep~_*', '<b><i><s>deep</s></i></b>'],
    ['(*bold*), *two*!', '(<b>bold</b>), <b>two</b>!'],
    ['🎉*fête*🎉', '🎉<b>fête</b>🎉'],
    ['*two words* here', '<b>two words</b> here'],
    ['_*crossed_', '<i>*crossed</i>'],
    ['**twice**', '*<b>twice</b>*'],
  ])('formats %s', (text, wanted) => expect(read(text)).toBe(wanted));

  it.each(['a*b*c', 'snake_case_name', '2*3*4', '*open', '**', '****', 'é*x*é', 'a * x * b', 'x ~ y ~ z'])(
    'finds nothing in %s',
    (text) => expect(read(text)).toBe(text),
  );

  it('does not format across lines', () => expect(read('*one\ntwo*')).toBe('*one⏎two*'));

  it('closes at the edge of a word, not inside one', () => expect(read('*a*b*')).toBe('<b>a*b</b>'));

  it('keeps empty lines', () => expect(read('a\n\nb')).toBe('a⏎⏎b'));

  it('shows mono as it is written, over lines too', () =>
    expect(read('see:\n```*x*\n_y_```\nend')).toBe('see:⏎<m>*x*\n_y_</m>⏎end'));

  it('shows mono within a line where it stands', () =>
    expect(read('*see ```a``` b*\n```*c*```')).toBe('<b>see <c>a</c> b</b>⏎<c>*c*</c>'));

  it('shows code as it is written', () => expect(read('use `*x*` *now*')).toBe('use <c>*x*</c> <b>now</b>'));

  it('knows lists and quotes', () =>
    expect(read('- one\n* two\n3. three\n> said')).toBe('•|one⏎•|two⏎3.|three⏎>|said'));

  it.each([
    ['https://a.bj/x_y_z?q=1.', '<a https://a.bj/x_y_z?q=1>https://a.bj/x_y_z?q=1</a>.'],
    ['*https://a.bj*', '<b><a https://a.bj>https://a.bj</a></b>'],
    ['(www.a.bj)', '(<a https://www.a.bj>www.a.bj</a>)'],
    ['wa.me/229', '<a https://wa.me/229>wa.me/229</a>'],
    ['awa@example.com', '<a mailto:awa@example.com>awa@example.com</a>'],
    ['fin.Comme ça', 'fin.Comme ça'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
  ])('links %s', (text, wanted) => expect(read(text)).toBe(wanted));

  it('reads a long line of open marks quickly', () => {
    const text = '*a '.repeat(1300);
    expect(read(text)).toBe(text);
  });
});
