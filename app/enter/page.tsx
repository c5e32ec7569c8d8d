import type { Metadata } from 'next';
import { requireSignedIn } from '@/app/_load/require';
import { Page, PageHead } from '@/app/_ui/page/page';
import { EnterForm } from './enter-form';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Enter by class code', robots: { index: false } };

export default async function EnterPage() {
  await requireSignedIn('/enter');
  return (
    <Page width="form">
      <PageHead
        title="Enter by class code"
        lede="A host gives the code to a class or a group. With it you see the benchmark, also if it is private, and may submit to it. Its maintainers then see your name and e-mail address."
      />
      <EnterForm />
    </Page>
  );
}
