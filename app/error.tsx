'use client';

import { Button, ButtonLink } from '@/app/_ui/controls/button';
import { Page, PageHead } from '@/app/_ui/page/page';

type Props = {
  error: Error & { digest?: string };
  retry: () => void;
};

/** The page shown when rendering a page fails. It shows only a digest, by which the operator finds the error in the log. */
export default function ErrorPage({ error, retry }: Props) {
  return (
    <Page>
      <title>This page failed · Tidemark</title>
      <PageHead
        title="This page failed"
        lede="The fault is the site’s, not yours. Whatever you have a receipt for is safe."
      />
      {error.digest && (
        <p className="mt-s4 text-small text-ink-2">
          Number for the operator: <code>{error.digest}</code>
        </p>
      )}
      <p className="mt-s5 flex flex-wrap items-center gap-s3">
        {/* `retry` renders the page on the server again; `reset` would show the same error. */}
        <Button look="main" onClick={() => retry()}>
          Try again
        </Button>
        <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
        <ButtonLink href="/">Home</ButtonLink>
      </p>
    </Page>
  );
}
