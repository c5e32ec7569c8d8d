import type { ReactNode } from 'react';

type Props = {
  title?: string;
  children: ReactNode;
};

/** Formulas and sources of a section, folded below the plain text. */
export function Derivation({ title = 'Formulas and sources', children }: Props) {
  return (
    <details className="my-s3">
      <summary>{title}</summary>
      <div className="mt-s2 [&>*+*]:mt-s3 [&>:is(p,ul)]:max-w-[72ch]">{children}</div>
    </details>
  );
}

/** A formula on a line of its own, written in Unicode like those in tables, since roots in MathML need a mathematical font. */
export function Formula({ children }: { children: React.ReactNode }) {
  return (
    <p className="overflow-x-auto border-l-line border-rule-2 pl-s4 font-serif text-[1rem]/[1.5] font-normal font-stretch-normal italic normal-nums">
      {children}
    </p>
  );
}

/** The last paragraph of a section, about the limits of its results. */
export function NotProved({ children }: { children: React.ReactNode }) {
  return (
    <p className="mt-s4 text-ink-2">
      <b>What it does not prove.</b> {children}
    </p>
  );
}
