import Link from 'next/link';

/** Where a benchmark's record can be read and followed. */
export function RecordLinks({ slug }: { slug: string }) {
  const page = `/benchmarks/${slug}`;
  return (
    <p className="record-links">
      <Link href={`${page}/changelog`}>Changelog</Link>
      <a href={`${page}/feed.atom`} type="application/atom+xml">
        Atom feed
      </a>
      <a href={`${page}/rounds.ics`} type="text/calendar">
        Calendar of rounds (iCal)
      </a>
    </p>
  );
}
