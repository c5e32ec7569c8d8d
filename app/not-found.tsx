import Link from 'next/link';

export default function NotFound() {
  return (
    <div className="page-head lonely">
      <h1>Nothing here</h1>
      <p className="lede">This address has no page, or it is not public. The tide may have taken it.</p>
      <p className="brow">
        <Link className="btn" href="/benchmarks">
          All benchmarks
        </Link>
      </p>
    </div>
  );
}
