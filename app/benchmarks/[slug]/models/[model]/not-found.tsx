import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';
import { WayUpLink } from '@/app/_ui/page/way-up-link';

export const metadata: Metadata = { title: 'No such model' };

export default function NoModel() {
  return (
    <MissingPage
      title="No such model"
      lede="No published ranking has a model of this name. A model has a page once a ranking shows it."
    >
      <WayUpLink depth={2}>Ranking of this benchmark</WayUpLink>
      <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
    </MissingPage>
  );
}
