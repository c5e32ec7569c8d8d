import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Commitment() {
  return (
    <>
      <p>
        When a round is sealed, a hash of its whole test set is published: the root of the Merkle tree of RFC
        6962 over its items, sorted by id, text in NFC, JSON by RFC 8785.
      </p>
      <Formula>leafᵢ = SHA-256(0x00 ‖ nonceᵢ ‖ item with id, input, label, part)</Formula>
      <Formula>node = SHA-256(0x01 ‖ left ‖ right), nonceᵢ = HMAC-SHA256(round secret, idᵢ)</Formula>
      <p>
        The nonces are there because labels have little entropy: without them a leaf could be guessed. At the
        reveal items and round secret become public, and a reader’s browser, or <code>npm run verify</code>,
        computes every leaf, the root, the parts, every final score and the ranking again, and what published
        errata make of it. One item can be disputed alone, by its nonce and its path to the root. Label errata
        after the reveal are published with both scores.
      </p>
      <NotProved>
        The commitment shows that items, labels and parts are those of the sealing. It does not show that
        labels are right, that items were new, or that nobody saw them before.
      </NotProved>
    </>
  );
}
