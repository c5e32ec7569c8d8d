import type { ReactNode } from 'react';

/** Beside a schedule, what comes of it. */
export function NextRotations({ children }: { children: ReactNode }) {
  return (
    <section aria-label="The next rotations" className="border-t-line border-ink pt-s3">
      <h2 className="mb-s3">The next rotations</h2>
      {children}
    </section>
  );
}
