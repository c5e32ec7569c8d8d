import { Fragment } from 'react';

/** A metric's formula: `_{…}` stands below the line and `^{…}` above it. */
export function MetricFormula({ text }: { text: string }) {
  return text.split(/([_^]\{[^}]*\})/).map((piece, i) => {
    const inside = piece.slice(2, -1);
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
    if (piece.startsWith('_{')) return <sub key={i}>{inside}</sub>;
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
    if (piece.startsWith('^{')) return <sup key={i}>{inside}</sup>;
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
    return <Fragment key={i}>{piece}</Fragment>;
  });
}
