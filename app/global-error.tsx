'use client';

/** Inline, because the site's style sheet may not have loaded. */
const paragraph = { margin: '1em 0' };
const buttonLook = {
  ...{ border: '1px solid', borderRadius: '3px', padding: '.4em .9em', marginRight: '.8em' },
  ...{ font: 'inherit', color: 'inherit', background: 'none', cursor: 'pointer' },
};

/** Shown when even the layout fails, as without a database. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          ...{ font: '16px/1.6 serif', colorScheme: 'light dark' },
          ...{ boxSizing: 'border-box', margin: '0 auto', maxWidth: '36em', padding: '4rem 1rem' },
        }}
      >
        <title>Tidemark is unavailable</title>
        <h1>Tidemark is unavailable</h1>
        <p style={paragraph}>
          The site couldn’t make this page. It may be starting, or its database may be down.
        </p>
        <p style={paragraph}>Every submission with a receipt is safe.</p>
        <p style={paragraph}>
          <button type="button" style={buttonLook} onClick={() => retry()}>
            Try again
          </button>{' '}
          {/* A plain link, because it loads the whole page anew. */}
          <a href="/">Home</a>
        </p>
      </body>
    </html>
  );
}
