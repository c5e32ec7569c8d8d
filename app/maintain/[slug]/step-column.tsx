import type { ReactNode } from 'react';
import { SectionHead } from '@/app/_ui/page/section';

const layouts = {
  2: 'grid-cols-2 gap-s7 max-wide:grid-cols-1 max-wide:gap-s6',
  3: 'grid-cols-3 gap-s7 max-wide:grid-cols-1 max-wide:gap-s6',
  4: 'grid-cols-4 gap-s6 max-wide:grid-cols-2 max-phone:grid-cols-[minmax(0,1fr)]',
};

/** Steps side by side. */
export function StepColumns({ count, children }: { count: keyof typeof layouts; children: ReactNode }) {
  return <div className={`grid *:min-w-0 ${layouts[count]}`}>{children}</div>;
}

/** One step: what it is for, what it does, and then its button. @param effects the items of a list */
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

/** What a step will do, one after the other, as the items of a list. */
export function NumberedEffects({ children }: { children: ReactNode }) {
  return (
    <ol className="mt-s3 mb-s4 list-decimal pl-18 text-data/[1.45] *:py-2 marker:text-[0.9em] marker:text-ink-3">
      {children}
    </ol>
  );
}
