import { Derivation } from './derivation';

export function Parts() {
  return (
    <>
      <p>
        While the round is open, feedback is about items of the <b>feedback split</b> only. The official
        ranking uses the <b>final split</b>, once, at the close. Each round has new items, so its ranking
        starts from nothing that was learned before.
      </p>
      <Derivation title="How the splits are drawn">
        <p>
          Items are sorted by the HMAC-SHA256 of their id under the round secret. The first ones are the
          feedback split, as many as the benchmark’s share says. The draw looks at nothing else in the items,
          and can’t be changed after the sealing.
        </p>
      </Derivation>
    </>
  );
}
