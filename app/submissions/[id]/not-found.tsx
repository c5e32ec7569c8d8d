import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such submission';
export const metadata: Metadata = { title };

export default function NoSubmission() {
  return (
    <MissingPage
      title={title}
      lede="Your teams have no submission with this number. A submission is visible to its team only."
      ways={[{ href: '/submissions', title: 'Your submissions' }]}
    />
  );
}
