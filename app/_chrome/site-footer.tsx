import Link from 'next/link';
import { findOperator } from '@/services/publication/find-operator';
import { TideLines } from './tide-lines';

export function SiteFooter() {
  const { sourceUrl } = findOperator();
  return (
    <footer className="mt-s8 text-small/[1.5] text-ink-2 print:hidden">
      <TideLines />
      <div className="mx-auto flex max-w-wrap flex-wrap gap-x-s6 gap-y-s2 px-gutter pt-s4 pb-s6">
        <span>Tidemark, open source under Apache-2.0</span>
        <Link href="/methods" prefetch={false}>
          Methods and statistics
        </Link>
        <Link href="/docs" prefetch={false}>
          Documents
        </Link>
        <Link href="/docs/api" prefetch={false}>
          API
        </Link>
        {sourceUrl !== null && <a href={sourceUrl}>Source</a>}
        <Link href="/privacy" prefetch={false}>
          Privacy
        </Link>
        <Link href="/terms" prefetch={false}>
          Terms
        </Link>
        <Link href="/contact" prefetch={false}>
          Contact
        </Link>
        <Link href="/status" prefetch={false}>
          Status
        </Link>
        <span className="ml-auto text-ink-3 max-phone:ml-0">Times are UTC unless marked as yours</span>
      </div>
    </footer>
  );
}
