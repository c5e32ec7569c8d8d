import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';

export default function NotFound() {
  return (
    <Page>
      <PageHead
        title="Nothing here"
        lede="This address has no page, or it is not public. The tide may have taken it."
      />
      <p className="mt-s5 flex items-center gap-s3">
        <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
      </p>
    </Page>
  );
}
