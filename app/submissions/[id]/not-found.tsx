import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';

export const metadata: Metadata = { title: 'No such submission' };

export default function NoSubmission() {
  return (
    <MissingPage
      title="No such submission"
      lede="Nothing of yours has this number. Only a team sees its own."
    >
      <ButtonLink look="main" href="/submissions">
        Your submissions
      </ButtonLink>
    </MissingPage>
  );
}
