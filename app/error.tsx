'use client';

import { Button } from '@/app/_ui/controls/button';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';

/** Shown when a page fails: the fault is ours, and nothing about it leaves the server but a number to look it up by. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page>
      <PageHead
        title="This page failed"
        lede="The fault is the site’s, not yours. Nothing you submitted is lost."
      />
      {error.digest && (
        <p className="text-small text-ink-2">
          Number for the operator: <code>{error.digest}</code>
        </p>
      )}
      <p className="mt-s5 flex items-center gap-s3">
        <Button onClick={reset}>Try again</Button>
      </p>
    </Page>
  );
}
