import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such submission';
export const metadata: Metadata = { title };

export default function NoSubmission() {
  return (
    <MissingPage
      title={title}
      lede="Nothing of yours has this number. Only a team sees its own."
      ways={[{ href: '/submissions', title: 'Your submissions' }]}
    />
  );
}
