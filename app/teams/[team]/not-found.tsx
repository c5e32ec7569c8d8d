import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';

export const metadata: Metadata = { title: 'No such team' };

export default function NoTeam() {
  return (
    <MissingPage
      title="No such team"
      lede="No published ranking names this team. A team has a page once a ranking shows one of its models."
    >
      <ButtonLink look="main" href="/benchmarks">
        All benchmarks
      </ButtonLink>
    </MissingPage>
  );
}
