import type { ReactNode } from 'react';

/** A number of an invalidated round stays readable, struck. */
export function StruckScore({ isStruck, children }: { isStruck: boolean; children: ReactNode }) {
  return isStruck ? <s className="text-ink-3 decoration-1">{children}</s> : children;
}
