import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such round';
export const metadata: Metadata = { title };

export default function NoRound() {
  return (
    <MissingPage
      title={title}
      lede="No round has this number, not even as a draft. The number of a deleted draft is used again."
      up="Rounds of this benchmark"
      ways={[]}
    />
  );
}
