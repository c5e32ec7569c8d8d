import type { ReactNode } from 'react';

const widths = { page: 'max-w-[37em]', beside: 'max-w-[34em]' };

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
    <p role={role} className={`mt-s3 font-serif text-lede text-pretty normal-nums ${widths[width]}`}>
      {children}
    </p>
  );
}
