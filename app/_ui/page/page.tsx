import type { ReactNode } from 'react';

/** All of one page below the header. @param width `form` for one column of words and fields */
export function Page({ width = 'wide', children }: { width?: 'wide' | 'form'; children: ReactNode }) {
  return <div className={width === 'form' ? 'max-w-form pt-s5' : 'pt-s5'}>{children}</div>;
}
