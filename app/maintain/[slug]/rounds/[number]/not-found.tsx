import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';
import { WayUpLink } from '@/app/_ui/page/way-up-link';

export const metadata: Metadata = { title: 'No such round' };

export default function NoRound() {
  return (
    <MissingPage
      title="No such round"
      lede="No round has this number, not even as a draft. The number of a deleted draft is given again."
    >
      <WayUpLink depth={2}>Rounds of this benchmark</WayUpLink>
    </MissingPage>
  );
}
