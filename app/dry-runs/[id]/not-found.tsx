import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';

export const metadata: Metadata = { title: 'No such dry run' };

export default function NoDryRun() {
  return (
    <MissingPage
      title="No such dry run"
      lede="No dry run of yours has this number. Only who sent a model sees how its dry run went."
    >
      <ButtonLink look="main" href="/submissions">
        Your submissions
      </ButtonLink>
    </MissingPage>
  );
}
