/** What keeps labels hidden; each line names what enforces it. */
export function TrustBoundaries() {
  return (
    <ul>
      <li>
        <b>Two processes.</b> The web server encrypts an uploaded test set to the scorer’s public key (age,
        X25519) as it arrives, and can’t open what it stores.
      </li>
      <li>
        <b>Two database roles.</b> Outcomes of single items are in a schema that the web server’s role may not
        read.
      </li>
      <li>
        <b>One disclosure boundary.</b> One module composes all that may be published, and types refuse
        everything else. A published snapshot never changes.
      </li>
      <li>
        <b>Imports.</b> A test fails if a page reaches the hidden schema or the scorer’s key.
      </li>
    </ul>
  );
}
