import type { ReactNode } from 'react';

/** How much there is of something: a large figure, what it is of, and its scale and words below. */
export function Meter({
  title,
  label,
  figure,
  unit,
  children,
}: {
  title: string;
  /** Its name for ears, where it says more than the title. */
  label: string;
  figure: ReactNode;
  unit: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={meterBox} aria-label={label}>
      <MeterTitle>{title}</MeterTitle>
      <p className="mt-4 mb-2 text-data/inherit">
        <b className="mr-2 font-serif text-[2rem]/[1.1] font-medium tracking-[-0.01em] normal-nums">
          {figure}
        </b>{' '}
        {unit}
      </p>
      {children}
    </section>
  );
}

const meterBox = 'mb-s6 border-t-line border-ink pt-s3';

function MeterTitle({ children }: { children: string }) {
  return <h2 className="text-h3 font-semibold tracking-[0]">{children}</h2>;
}

export function MeterNote({ children }: { children: ReactNode }) {
  return <p className="text-small/[1.45] text-ink-2">{children}</p>;
}
