import Link from 'next/link';

/** Where a page about one round stands. */
export function RoundCrumb(of: { slug: string; benchmark: string; number: number; here: string }) {
  return (
    <p className="crumb">
      <Link href="/benchmarks">Benchmarks</Link> / <Link href={`/benchmarks/${of.slug}`}>{of.benchmark}</Link>{' '}
      / <Link href={`/benchmarks/${of.slug}/rounds/${of.number}`}>round {of.number}</Link> / {of.here}
    </p>
  );
}
