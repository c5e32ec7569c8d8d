import type { ReactNode } from 'react';

const widths = {
  page: 'mt-s3 max-w-[37em]',
  beside: 'mt-s3 max-w-[34em]',
  hero: 'mt-s4 max-w-[31em]',
};

/** One sentence that says what a page is for. @param width `beside` where something stands at its side */
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
