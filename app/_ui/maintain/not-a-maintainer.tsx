import Link from 'next/link';
import { Page } from '../page/page';
import { PageHead } from '../page/page-head';

/** For people who follow a link to somebody else's workshop. */
export function NotAMaintainer({ slug, title }: { slug: string; title: string }) {
  return (
    <Page width="form">
      <PageHead
        title="Not yours to maintain"
        lede={
          <>
            Only the maintainers of {title} see its drafts and checks. Its rankings are{' '}
            <Link href={`/benchmarks/${slug}`}>open to everybody</Link>.
          </>
        }
      />
    </Page>
  );
}
