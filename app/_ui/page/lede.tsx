import type { ReactNode } from 'react';

/** One sentence that says what a page is for. */
export function Lede({ role, children }: { role?: 'status'; children: ReactNode }) {
  return (
    <p role={role} className="mt-s3 max-w-[37em] font-serif text-lede text-pretty normal-nums">
      {children}
    </p>
  );
}
