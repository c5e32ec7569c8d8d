import Link from 'next/link';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Commitment() {
  return (
    <>
      <p>
        A change of an item, a label or a split after the sealing is detected. At the reveal, items and round
        secret become public. A browser, or <code>npm run verify</code>, then computes hash, splits, final
        scores, ranking and errata again. One item can be disputed alone.
      </p>
      <Derivation>
        <p>
          The hash is the root of the Merkle tree of RFC 6962 over the items, sorted by id; text in NFC, JSON
          by RFC 8785 (<Link href="/docs/commitment">specification</Link>).
        </p>
        <Formula>leafᵢ = SHA-256(0x00 ‖ nonceᵢ ‖ item with id, input, label, part)</Formula>
        <Formula>node = SHA-256(0x01 ‖ left ‖ right), nonceᵢ = HMAC-SHA256(round secret, idᵢ)</Formula>
        <p>Without the nonces a leaf could be guessed, since labels have little entropy.</p>
      </Derivation>
      <NotProved>That labels are right, that items were new, or that they were unseen before.</NotProved>
    </>
  );
}
