import type { ComponentProps, ReactNode } from 'react';
import { Crumbs } from './crumbs';
import { Lede } from './lede';

/** A page's name, where it stands, and what it is for. */
export function PageHead({
  crumbs,
  title,
  lede,
  ledeRole,
}: {
  crumbs?: ComponentProps<typeof Crumbs>;
  title: ReactNode;
  lede?: ReactNode;
  /** For a lede that tells what has just happened. */
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
