'use client';

/** Styles are inline, since the stylesheet may not have loaded. */
const apart = { margin: '1em 0' };
const buttonLook = {
  ...{ border: '1px solid', borderRadius: '3px', padding: '.4em .9em', marginRight: '.8em' },
  ...{ font: 'inherit', color: 'inherit', background: 'none', cursor: 'pointer' },
};

/** The page shown when the layout fails too, for example without a database. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          ...{ font: '16px/1.6 serif', colorScheme: 'light dark' },
          ...{ boxSizing: 'border-box', margin: '0 auto', maxWidth: '36em', padding: '4rem 1rem' },
        }}
      >
        <title>Tidemark is out of reach</title>
        <h1>Tidemark is out of reach</h1>
        <p style={apart}>
          The site couldn’t make this page. It may be starting, or its database may be down.
        </p>
        <p style={apart}>Whatever you have a receipt for is safe.</p>
        <p style={apart}>
          <button type="button" style={buttonLook} onClick={() => retry()}>
            Try again
          </button>{' '}
          {/* A plain link instead of Next's, since no script of this page works. */}
          <a href="/">Home</a>
        </p>
      </body>
    </html>
  );
}
