import Link from 'next/link';

/** Why an auditor finds no buttons. */
export function AuditorNote({ slug }: { slug: string }) {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Steps</h2>
      </div>
      <p className="muted measure">
        You are an auditor of this benchmark: you see all of it and change nothing. Uploading, sealing,
        opening and closing are its maintainers’; <Link href={`/maintain/${slug}/people`}>its people</Link>{' '}
        are listed.
      </p>
    </section>
  );
}
