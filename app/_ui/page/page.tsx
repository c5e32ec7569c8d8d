import Link from 'next/link';
import { type ComponentProps, Fragment, type ReactNode } from 'react';

/** The content of a page. @param width `form` for one narrow column of text and fields */
export function Page({ width = 'wide', children }: { width?: 'wide' | 'form'; children: ReactNode }) {
  return <div className={width === 'form' ? 'max-w-form pt-s5' : 'pt-s5'}>{children}</div>;
}

type PageHeadProps = {
  crumbs?: ComponentProps<typeof Crumbs>;
  title: ReactNode;
  lede?: ReactNode;
  /** `status` if the lede reports the result of an action, so that screen readers announce the lede. */
  ledeRole?: 'status';
};

/** Breadcrumbs, title and introductory sentence (lede) of a page. */
export function PageHead({ crumbs, title, lede, ledeRole }: PageHeadProps) {
  return (
    <>
      {crumbs && <Crumbs {...crumbs} />}
      <h1>{title}</h1>
      {lede && <Lede role={ledeRole}>{lede}</Lede>}
    </>
  );
}

type CrumbsProps = {
  above: readonly { href: string; title: ReactNode }[];
  here?: ReactNode;
};

/** Breadcrumbs: links to the pages above this one, and this page's name if its title doesn't say it. */
export function Crumbs({ above, here }: CrumbsProps) {
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

type LedeProps = {
  role?: 'status';
  width?: keyof typeof widths;
  children: ReactNode;
};

/** The introductory sentence of a page. @param width `beside` if something stands at the right of the sentence */
export function Lede({ role, width = 'page', children }: LedeProps) {
  return (
    <p role={role} className={`font-serif text-lede text-pretty normal-nums ${widths[width]}`}>
      {children}
    </p>
  );
}

/**
 * Two columns, the second one wider; on a narrow window one column.
 * @param of `sections` if the columns contain sections, which have a margin of their own at the top
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

/** A page with a narrow column at the right, which on a narrow window comes below. */
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
