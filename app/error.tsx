'use client';

import { Button } from '@/app/_ui/controls/button';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';

/** Shown when a page fails. Nothing about the fault reaches the browser but a number for the operator's log. */
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
        lede="The fault is the site’s, not yours. Every submission with a receipt is safe."
      />
      {error.digest && (
        <p className="mt-s4 text-small text-ink-2">
          Number for the operator: <code>{error.digest}</code>
        </p>
      )}
      <p className="mt-s5 flex flex-wrap items-center gap-s3">
        {/* `retry` renders on the server again; `reset` would show the same failure. */}
        <Button look="main" onClick={() => retry()}>
          Try again
        </Button>
        <ButtonLink href="/benchmarks">All benchmarks</ButtonLink>
        <ButtonLink href="/">Home</ButtonLink>
      </p>
    </Page>
  );
}
