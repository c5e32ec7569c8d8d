import Link from 'next/link';
import { type ComponentProps, Fragment, type ReactNode } from 'react';

/** The content of a page. @param width `form` for one column of text and fields */
export function Page({ width = 'wide', children }: { width?: 'wide' | 'form'; children: ReactNode }) {
  return <div className={width === 'form' ? 'max-w-form pt-s5' : 'pt-s5'}>{children}</div>;
}

/** Breadcrumbs, title and lede of a page. */
export function PageHead({
  crumbs,
  title,
  lede,
  ledeRole,
}: {
  crumbs?: ComponentProps<typeof Crumbs>;
  title: ReactNode;
  lede?: ReactNode;
  /** For a lede about the result of an action. */
  ledeRole?: 'status';
}) {
  return (
    <>
      {crumbs && <Crumbs {...crumbs} />}
      <h1>{title}</h1>
      {lede && <Lede role={ledeRole}>{lede}</Lede>}
    </>
  );
}

/** Breadcrumbs: the pages above this one, and its own name if the title doesn't say it. */
export function Crumbs({
  above,
  here,
}: {
  above: readonly { href: string; title: ReactNode }[];
  here?: ReactNode;
}) {
  return (
    <p className="mb-s2 text-small/inherit text-ink-3">
      {above.map(({ href, title }, i) => (
        <Fragment key={href}>
          {i > 0 && ' / '}
          <Link href={href} className="text-ink-2">
            {title}
          </Link>
        </Fragment>
      ))}
      {typeof here === 'string' ? ` / ${here}` : here && <> / {here}</>}
    </p>
  );
}

const widths = {
  page: 'mt-s3 max-w-[37em]',
  beside: 'mt-s3 max-w-[34em]',
  hero: 'mt-s4 max-w-[31em]',
};

/** A sentence on the purpose of a page. @param width `beside` is for a lede with something at its right */
export function Lede({
  role,
  width = 'page',
  children,
}: {
  role?: 'status';
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  return (
    <p role={role} className={`font-serif text-lede text-pretty normal-nums ${widths[width]}`}>
      {children}
    </p>
  );
}

/**
 * Two columns, the second one wider; on a narrow window one column.
 * @param of `sections` have a margin of their own above them
 */
export function TwoColumns({ of = 'splits', children }: { of?: 'splits' | 'sections'; children: ReactNode }) {
  return (
    <div
      className={`grid grid-cols-[1fr_1.35fr] items-start gap-x-s7 *:min-w-0 max-wide:grid-cols-1 ${of === 'splits' ? 'gap-y-s7' : ''}`}
    >
      {children}
    </div>
  );
}

/** A page with a narrow column at its right, which is below on a narrow window. */
export function PageWithAside({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_316px] items-start gap-x-64 gap-y-s7 pt-s4 *:min-w-0 max-wide:grid-cols-[minmax(0,1fr)] max-wide:gap-x-s6 max-wide:gap-y-s6">
      <div>{children}</div>
      <aside className="pt-26 max-wide:grid max-wide:grid-cols-[1fr_1fr] max-wide:gap-x-s6 max-wide:pt-0 max-phone:grid-cols-[1fr]">
        {aside}
      </aside>
    </div>
  );
}
