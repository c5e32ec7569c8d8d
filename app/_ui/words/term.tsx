import { type ReactNode, useId } from 'react';
import { defineWord } from '@/services/publication/find-document';

/**
 * A word of docs/glossary.md with its definition: on hover (`title`), and in a popover opened by tap or keyboard, which needs
 * no scripts.
 * @param word word as it is written in the glossary
 */
export function Term({ word, children = word }: { word: string; children?: ReactNode }) {
  const id = useId();
  const definition = defineWord(word);
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        title={definition}
        className="cursor-help underline decoration-dotted decoration-1 underline-offset-[0.2em]"
      >
        {children}
      </button>
      <span
        id={id}
        popover="auto"
        className="term-definition max-w-[min(22rem,calc(100vw-32px))] border border-rule-2 bg-panel px-14 py-10 text-left font-sans text-small/[1.5] font-normal whitespace-normal text-ink normal-nums"
      >
        <b className="font-semibold">{word}</b>: {definition}
      </span>
    </>
  );
}
