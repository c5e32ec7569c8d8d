import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

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
      <p>
        The <b>gap</b> of a model is its feedback score less its final score, published after the close. The
        table marks a gap in favour of the feedback part, if it is so large that chance alone makes it for one
        model in forty.
      </p>
      <Derivation>
        <p>
          The draw follows from a secret of the round. Each item’s id has an HMAC-SHA256 under it. The items
          with the smallest ones are the feedback part, as many as the benchmark’s share says.
        </p>
        <p>
          A gap in favour of the feedback part is marked by this rule, the other way never. SE is read off the
          published interval of the final score.
        </p>
        <Formula>
          gap &gt; 1.96 · SE · √(1 + n<sub>final</sub>/n<sub>feedback</sub>)
        </Formula>
      </Derivation>
      <NotProved>
        One marked gap among forty models is what chance alone gives. A gap says that a model fits the
        feedback items better than others like them, not how it came to.
      </NotProved>
    </>
  );
}
