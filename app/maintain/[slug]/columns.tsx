import type { ComponentProps, ReactNode } from 'react';
import { Crumbs, Lede } from '@/app/_ui/page/page';
import { SectionHead } from '@/app/_ui/page/section';

const layouts = {
  2: 'grid-cols-2 gap-s7 max-wide:grid-cols-1 max-wide:gap-s6',
  3: 'grid-cols-3 gap-s7 max-wide:grid-cols-1 max-wide:gap-s6',
  4: 'grid-cols-4 gap-s6 max-wide:grid-cols-2 max-phone:grid-cols-[minmax(0,1fr)]',
};

export function StepColumns({ count, children }: { count: keyof typeof layouts; children: ReactNode }) {
  return <div className={`grid *:min-w-0 ${layouts[count]}`}>{children}</div>;
}

/** A column for one step: purpose, effects, and button. @param effects list items */
export function StepColumn(props: {
  title: string;
  purpose: ReactNode;
  effects: ReactNode;
  children: ReactNode;
}) {
  return (
    <div>
      <SectionHead title={props.title} />
      <p className="text-small text-ink-2">{props.purpose}</p>
      <NumberedEffects>{props.effects}</NumberedEffects>
      {props.children}
    </div>
  );
}

/** The effects of a step as a numbered list. @param children list items */
export function NumberedEffects({ children }: { children: ReactNode }) {
  return (
    <ol className="mt-s3 mb-s4 list-decimal pl-18 text-data/[1.45] *:py-2 marker:text-[0.9em] marker:text-ink-3">
      {children}
    </ol>
  );
}

/** An entry in a list of things to decide: facts at the left, text and actions at the right. */
export function Entry({ children }: { children: ReactNode }) {
  return (
    <article className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)] gap-x-s6 gap-y-s3 border-t border-rule py-s4 text-data/[1.5] first-of-type:border-t-0 first-of-type:pt-0 max-phone:grid-cols-[minmax(0,1fr)]">
      {children}
    </article>
  );
}

/** The head of a page with a status box at its side. @param children content below the introductory sentence */
export function HeadBesideStatus(props: {
  crumbs: ComponentProps<typeof Crumbs>;
  title: string;
  lede: ReactNode;
  status: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[1fr_372px] items-end gap-s7 pt-s5 max-wide:grid-cols-[1fr_320px] max-wide:gap-s6 max-phone:grid-cols-[1fr] max-phone:gap-s5">
      <div>
        <Crumbs {...props.crumbs} />
        <h1>{props.title}</h1>
        <Lede width="beside">{props.lede}</Lede>
        {props.children}
      </div>
      {props.status}
    </div>
  );
}

/** The status box at the side of a page's head. */
export function StatusFacts({ children }: { children: ReactNode }) {
  return <dl className="border-t-line border-ink text-small [&_b]:font-semibold">{children}</dl>;
}

export function StatusFact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[100px_1fr] border-t border-rule py-5 max-small:grid-cols-[72px_1fr]">
      <dt className="text-ink-3">{term}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}
