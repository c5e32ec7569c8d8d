'use client';

/** Shown when not even the frame of the page could be made, as with the database out of reach. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body
        style={{
          ...{ font: '16px/1.6 serif', colorScheme: 'light dark' },
          ...{ margin: '4rem auto', maxWidth: '36em', padding: '0 1rem' },
        }}
      >
        <title>Tidemark is out of reach</title>
        <h1>Tidemark is out of reach</h1>
        <p>The site couldn’t make this page. It may be starting, or its database may be down.</p>
        <p>Whatever you have a receipt for is safe.</p>
        <p>
          <button type="button" onClick={() => retry()}>
            Try again
          </button>{' '}
          {/* A whole new page: nothing of this one works. */}
          <a href="/">Home</a>
        </p>
      </body>
    </html>
  );
}
