/** The same verification from a shell: offline, and for browsers without JavaScript. */
export function VerifyByCommand({
  archiveUrl,
  zipName,
  root,
}: {
  archiveUrl: string;
  zipName: string;
  root: string | null;
}) {
  const command = `curl -o archive.zip ${archiveUrl}/files/${zipName}
npm run verify -- archive.zip${root ? ` --root ${root}` : ''}`;
  return (
    <section className="step">
      <div className="sec-head">
        <h2>By command</h2>
        <p className="small muted">offline, by the same code</p>
      </div>
      <pre className="code">
        <code>{command}</code>
      </pre>
      <p className="small muted after">
        In a checkout of Tidemark. Exit code 0: all agrees; 1: something does not, and is named; 2: not all of
        it could be checked. The bytes that are hashed are specified in <code>docs/commitment.md</code>, for
        verifiers in other languages.
      </p>
    </section>
  );
}
