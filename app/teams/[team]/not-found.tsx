import type { Metadata } from 'next';
import { MissingPage } from '@/app/_ui/page/missing-page';

const title = 'No such team';
export const metadata: Metadata = { title };

export default function NoTeam() {
  return (
    <MissingPage
      title={title}
      lede="No published ranking names this team. A team has a page once a ranking shows one of its models."
    />
  );
}
