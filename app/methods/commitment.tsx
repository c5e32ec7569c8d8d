import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Commitment() {
  return (
    <>
      <p>
        When a round is sealed, a hash of its whole test set is published. So nobody can change an item, a
        label or a part afterwards without being seen.
      </p>
      <p>
        At the reveal items and round secret become public. Then a reader’s browser, or{' '}
        <code>npm run verify</code>, computes all again. That is the hash, the parts, every final score, the
        ranking, and published errata. One item can be disputed alone.
      </p>
      <Derivation>
        <p>
          The hash is the root of the Merkle tree of RFC 6962 over the items, sorted by id. Text is in NFC,
          JSON by RFC 8785.
        </p>
        <Formula>leafᵢ = SHA-256(0x00 ‖ nonceᵢ ‖ item with id, input, label, part)</Formula>
        <Formula>node = SHA-256(0x01 ‖ left ‖ right), nonceᵢ = HMAC-SHA256(round secret, idᵢ)</Formula>
        <p>
          The nonces are there because labels have little entropy: without them a leaf could be guessed. An
          item is disputed by its nonce and its path to the root. Label errata after the reveal are published
          with both scores.
        </p>
      </Derivation>
      <NotProved>
        The commitment shows that items, labels and parts are those of the sealing. It does not show that
        labels are right, that items were new, or that nobody saw them before.
      </NotProved>
    </>
  );
}
