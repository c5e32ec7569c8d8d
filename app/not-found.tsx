import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { MissingPage } from '@/app/_ui/page/missing-page';

export const metadata: Metadata = { title: 'Nothing at this address' };

export default function NotFound() {
  return (
    <MissingPage
      title="Nothing at this address"
      lede="No page of this site has it. It may be spelt otherwise."
    >
      <ButtonLink look="main" href="/benchmarks">
        All benchmarks
      </ButtonLink>
      <ButtonLink href="/methods">Methods</ButtonLink>
      <ButtonLink href="/docs/api">API</ButtonLink>
    </MissingPage>
  );
}
