import type { ReactNode } from 'react';

const glyphSizes = { text: '', cell: '[&_.glyph]:size-12' };

/** A glyph and its words, which no line end parts. @param glyphSize `cell` for one of a table's records */
export function Marked(props: { tone?: string; glyphSize?: keyof typeof glyphSizes; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-baseline gap-6 whitespace-nowrap [&>.glyph]:self-center ${glyphSizes[props.glyphSize ?? 'text']} ${props.tone ?? ''}`}
    >
      {props.children}
    </span>
  );
}
