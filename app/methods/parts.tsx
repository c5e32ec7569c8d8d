import { Derivation } from './derivation';

export function Parts() {
  return (
    <>
      <p>
        When a test set is sealed, each item is drawn at random into the <b>feedback part</b> or the{' '}
        <b>final part</b>. The draw looks at nothing in the items and cannot be changed later. Below 500 items
        the checks before the sealing advise to make all items final.
      </p>
      <p>
        While a round is open, participants learn something about feedback items only. The official ranking
        uses the final part, once, at the close. Each round has new items, so the next ranking starts from
        nothing that was learned here.
      </p>
      <Derivation>
        <p>
          The draw follows from a secret of the round. Each item’s id has an HMAC-SHA256 under it. The items
          with the smallest ones are the feedback part, as many as the benchmark’s share says.
        </p>
      </Derivation>
    </>
  );
}
