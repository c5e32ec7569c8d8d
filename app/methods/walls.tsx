/** The walls as they stand: each sentence names what holds it. */
export function Walls() {
  return (
    <ul>
      <li>
        <b>Two kinds of process.</b> The web server seals an uploaded test set to the scorer’s public key
        (age, X25519) as it arrives. The matching key is in the scorer’s process only; the web server cannot
        open what it stores.
      </li>
      <li>
        <b>Two database roles.</b> Outcomes of single items lie in a schema that the web server’s role may not
        read.
      </li>
      <li>
        <b>One door.</b> What participants and the public see is composed in one module, and nothing else fits
        what is published. Pages and API read the same snapshots; a snapshot never changes once it is
        published.
      </li>
      <li>
        <b>Imports.</b> A test fails when anything that the pages reach leads to the hidden schema or the
        scorer’s key.
      </li>
    </ul>
  );
}
