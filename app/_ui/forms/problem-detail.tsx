import { Fragment } from 'react';
import { IsoInstant } from '../iso-instant';

const piece = /(`[^`]+`|\d{4}-\d\d-\d\dT[\d:.]+Z)/;

/** The detail of a problem, its instants as people read them and its backticks as code. */
export function ProblemDetail({ text }: { text: string }) {
  return text.split(piece).map((part, i) => {
    const key = `${i} ${part}`;
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
    return piece.test(part) ? <IsoInstant key={key} at={part} /> : <Fragment key={key}>{part}</Fragment>;
  });
}
