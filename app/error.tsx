'use client';

import { Button, ButtonLink } from '@/app/_ui/controls/button';
import { Page, PageHead } from '@/app/_ui/page/page';

/** Shown when a page fails: the fault is ours, and nothing about it leaves the server but a number to look it up by. */
export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
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
        {/* Asks the server anew; to set the page as it came once more would show the same fault. */}
        <Button look="main" onClick={() => retry()}>
          Try again
        </Button>
        <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
        <ButtonLink href="/">Home</ButtonLink>
      </p>
    </Page>
  );
}
