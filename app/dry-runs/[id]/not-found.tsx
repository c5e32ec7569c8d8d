import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such dry run';
export const metadata: Metadata = { title };

export default function NoDryRun() {
  return (
    <MissingPage
      title={title}
      lede="No dry run of yours has this number. Only the person who sent a model sees its dry run."
      ways={[{ href: '/submissions', title: 'Your submissions' }]}
    />
  );
}
