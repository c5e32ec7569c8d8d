import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { listPrivateBenchmarks } from '@/services/entry/entry';
import { EnterForm } from './enter-form';

export const metadata: Metadata = { title: 'Enter by class code', robots: { index: false } };

export default async function EnterPage() {
  const actor = await requireSignedIn('/enter');
  const entered = await listPrivateBenchmarks(actor);
  return (
    <Page width="form">
      <PageHead
        title="Enter by class code"
        lede="A host gives the code to a class or a group. With it you see the benchmark, also if it is private, and may submit to it. Its maintainers then see your name and e-mail address."
      />
      <EnterForm />
      {entered.length > 0 && (
        <Section id="entered" title="Your private benchmarks" aside="in no public list">
          <ul className="grid list-none gap-s2 p-0">
            {entered.map(({ slug, title }) => (
              <li key={slug}>
                <Link href={`/benchmarks/${slug}`}>
                  <bdi>{title}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
