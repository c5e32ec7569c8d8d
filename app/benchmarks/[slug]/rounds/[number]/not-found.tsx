import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';
import { WayUpLink } from '@/app/_ui/page/way-up-link';

export const metadata: Metadata = { title: 'No such round' };

export default function NoRound() {
  return (
    <MissingPage
      title="No such round"
      lede="No public round has this number. The benchmark’s page shows those that there are."
    >
      <WayUpLink depth={2}>Rounds of this benchmark</WayUpLink>
      <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
    </MissingPage>
  );
}
