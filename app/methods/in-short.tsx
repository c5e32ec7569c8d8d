import { Section } from '@/app/_ui/page/section';

/** The whole page for readers who want no formula: what each side can rely on. */
export function InShort() {
  return (
    <Section id="in-short" title="In short">
      <div className="prose max-w-none [&>:is(p,ul)]:max-w-[72ch]">
        <ForParticipants />
        <ForHosts />
      </div>
    </Section>
  );
}

function ForParticipants() {
  return (
    <>
      <h3>For participants</h3>
      <ul>
        <li>
          While a round is open, <a href="#feedback">feedback</a> comes from the feedback split only. By
          default your score is reported if your file is significantly better than your current best.
          Otherwise you learn only that it isn’t.
        </li>
        <li>
          Each “no improvement” makes your next test stricter. Practice on revealed rounds is free, so try
          ideas there first.
        </li>
        <li>
          One submission of each model <a href="#ranks">counts</a>: the one you chose, else the one with the
          best reported score.
        </li>
        <li>The official ranking uses the final split, on which no team had feedback.</li>
        <li>
          Scores have <a href="#intervals">intervals</a>, and models rank ranges. Models that aren’t
          significantly worse than any other tie for first.
        </li>
        <li>
          A version that is frozen before a round opens is evaluated in it automatically, without feedback.
        </li>
        <li>
          After the reveal anyone can <a href="#commitment">compute the ranking again</a>.
        </li>
      </ul>
    </>
  );
}

function ForHosts() {
  return (
    <>
      <h3>For hosts</h3>
      <ul>
        <li>
          Your test set is encrypted as it arrives. Its hash is published before the round opens; afterwards
          it can’t be changed unnoticed.
        </li>
        <li>
          The planner says beforehand which difference a ranking can show. With fewer than 500 items, make all
          of them final.
        </li>
        <li>
          The <a href="#freshness">freshness</a> badge follows dates and known leaks, never scores. It stays
          fresh if the next round closes on time.
        </li>
        <li>
          Frozen models link rounds. Three without feedback narrow the interval of{' '}
          <a href="#overfitting">overfitting</a>; five <a href="#adjusted-scores">adjust scores</a> to another
          round’s difficulty.
        </li>
        <li>
          Up to three columns of the test set may name <a href="#slices">slices</a>, each with scores of its
          own.
        </li>
        <li>Entries of your own teams are shown, never ranked: you could know the labels.</li>
        <li>
          A reveal publishes items, labels and the prediction files of all scored submissions, for good.
        </li>
      </ul>
    </>
  );
}
