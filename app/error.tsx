'use client';

/** Shown when a page fails: the fault is ours, and nothing about it leaves the server but a number to look it up by. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="page-head lonely">
      <h1>This page failed</h1>
      <p className="lede">The fault is the site’s, not yours. Nothing you submitted is lost.</p>
      {error.digest && (
        <p className="small muted">
          Number for the operator: <code>{error.digest}</code>
        </p>
      )}
      <p className="brow">
        <button className="btn" type="button" onClick={reset}>
          Try again
        </button>
      </p>
    </div>
  );
}
