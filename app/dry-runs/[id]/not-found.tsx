import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such dry run';
export const metadata: Metadata = { title };

export default function NoDryRun() {
  return (
    <MissingPage
      title={title}
      lede="No dry run of yours has this number. Only who sent a model sees how its dry run went."
      ways={[{ href: '/submissions', title: 'Your submissions' }]}
    />
  );
}
