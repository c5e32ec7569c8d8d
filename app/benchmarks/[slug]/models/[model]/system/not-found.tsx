import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';
import { WayUpLink } from '@/app/_ui/page/way-up-link';

const title = 'No versions to compare';
export const metadata: Metadata = { title };

export default function NoSystem() {
  return (
    <MissingPage
      title={title}
      lede="Versions of a model are compared once an official ranking has two of them."
    >
      <WayUpLink depth={4}>The model</WayUpLink>
    </MissingPage>
  );
}
