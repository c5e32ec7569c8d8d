import Link from 'next/link';
import { TideLines } from './tide-lines';

export function SiteFooter() {
  return (
    <footer className="foot">
      <TideLines />
      <div className="wrap">
        <span>Tidemark, open source under Apache-2.0</span>
        <Link href="/methods">Methods and statistics</Link>
        <Link href="/docs/api">API</Link>
        <span className="faint">Times are UTC unless marked as yours</span>
      </div>
    </footer>
  );
}
