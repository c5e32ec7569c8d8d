import Link from 'next/link';

/** For people who follow a link to somebody else's workshop. */
export function NotAMaintainer({ slug, title }: { slug: string; title: string }) {
  return (
    <div className="page-narrow">
      <h1>Not yours to maintain</h1>
      <p className="lede">
        Only the maintainers of {title} see its drafts and checks. Its rankings are{' '}
        <Link href={`/benchmarks/${slug}`}>open to everybody</Link>.
      </p>
    </div>
  );
}
