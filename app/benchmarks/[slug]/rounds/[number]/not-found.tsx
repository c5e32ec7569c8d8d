import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such round';
export const metadata: Metadata = { title };

export default function NoRound() {
  return (
    <MissingPage
      title={title}
      lede="No public round has this number. The benchmark’s page lists all rounds."
      up="Rounds of this benchmark"
    />
  );
}
