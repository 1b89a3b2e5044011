import type { ReactNode } from 'react';
import classes from './WhatsApp.module.css';
import { type Block, type Inline, readWhatsAppText } from './whatsapp-text';

/** A text with WhatsApp's formatting shown and its addresses to be clicked. */
export function WhatsAppText({ text }: { text: string }) {
  return (
    <div className={classes.text} dir="auto">
      {readWhatsAppText(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have nothing but their place
        <ShownBlock key={index} block={block} />
      ))}
    </div>
  );
}

function ShownBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'mono':
      return <code className={classes.mono}>{block.text}</code>;
    case 'quote':
      return <div className={classes.quote}>{show(block.parts)}</div>;
    case 'item':
      return (
        <div className={classes.item}>
          <span>{block.marker}</span>
          <span>{show(block.parts)}</span>
        </div>
      );
    case 'line':
      // An empty line keeps its height.
      return <div>{block.parts.length === 0 ? '\u200b' : show(block.parts)}</div>;
  }
}

function show(parts: Inline[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have nothing but their place
  return parts.map((part, index) => <ShownInline key={index} part={part} />);
}

function ShownInline({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code className={classes.code}>{part.text}</code>;
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer" className={classes.link}>
          {part.text}
        </a>
      );
    case 'bold':
      return <strong>{show(part.parts)}</strong>;
    case 'italic':
      return <em>{show(part.parts)}</em>;
    case 'strike':
      return <s>{show(part.parts)}</s>;
  }
}
