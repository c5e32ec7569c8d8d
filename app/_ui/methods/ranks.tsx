import { Formula } from './formula';
import { NotProved } from './not-proved';

export function Ranks() {
  return (
    <>
      <p>
        Rank = 1 + the number of strictly better published scores; equal scores share a rank. An undefined
        score is never ranked and never wins. A model stands with its newest scored version of the round.
      </p>
      <p>
        Whether a difference is real is asked item by item, not by whether intervals overlap. For outcomes of
        0 and 1 it is McNemar’s test (1947): b items that only the first model has right, c that only the
        second has,
      </p>
      <Formula>p = min(1, 2 · P(X ≥ max(b, c))), X ~ Binomial(b + c, ½)</Formula>
      <p>
        exact, without approximation. Means of other losses are compared by a paired bootstrap, areas under
        the ROC curve by DeLong’s test of the two areas over the same items (DeLong et al. 1988).
      </p>
      <p>
        Over all m(m − 1)/2 pairs Holm’s procedure (1979) keeps the chance of any false claim at 5 %. The{' '}
        <b>rank interval</b> of a model is then
      </p>
      <Formula>from 1 + (number significantly better) to m − (number significantly worse)</Formula>
      <p>
        and all intervals hold their true ranks at once with 95 % confidence (Al Mohamad, Goeman &amp; van
        Zwet 2022). <b>Tied with the leader</b> are those that no test tells from it, Holm over the m − 1
        comparisons with it.
      </p>
      <NotProved>
        Tied is not equal: more items could tell the two apart. A test speaks of models on items like these,
        not of how they would do on others, and not of whether the difference matters.
      </NotProved>
    </>
  );
}
