import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such model';
export const metadata: Metadata = { title };

export default function NoModel() {
  return (
    <MissingPage
      title={title}
      lede="No published ranking has a model of this name. A model has a page once a ranking shows it."
      up="Ranking of this benchmark"
    />
  );
}
