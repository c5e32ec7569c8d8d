import { EvidenceGlyph } from '../glyphs/evidence-glyph';
import { WhiskerKey } from './whisker-key';

/** The key to the table: one annotated row, and what its words mean. */
export function HowToRead() {
  return (
    <section className="sec" id="how">
      <div className="sec-head">
        <h2>How to read this table</h2>
      </div>
      <div className="howto">
        <div className="how">
          <WhiskerKey />
          <p>
            The thick part holds the middle 50 %, by the normal approximation. Whiskers show each score’s own
            uncertainty. They may overlap and the models still be told apart: ties are decided by paired tests
            on the same items, not by eye.
          </p>
        </div>
        <dl>
          <dt>Rank</dt>
          <dd>
            “2–5”: one model is shown to be better, and at most four could be. Each pair of models is compared
            item by item on the final part; the ranks that these tests leave open hold all true ranks at once
            with 95 % confidence. A provisional table is not tested: there a rank only says which score is
            higher.
          </dd>
          <dt>Tied with the leader</dt>
          <dd>
            No paired test tells the model from the leader. That does not show that they are equal: more items
            might.
          </dd>
          <dt>Feedback and final part</dt>
          <dd>
            Each round is split at random. Answers during the round come from the feedback part; the official
            rank comes from the final part, scored once at the close.
          </dd>
          <dt>Best of several</dt>
          <dd>
            A model stands with its newest scored version, so its score is not the best of its submissions. A
            team with several models in a round has a best one, and that is a lucky one too: its score is too
            high by about a<sub>k</sub> · SE · √(1 − ρ).
          </dd>
        </dl>
        <dl>
          <dt>
            <span className="pro">
              <EvidenceGlyph evidence="prospective" />
            </span>
            Prospective
          </dt>
          <dd>The version was frozen before the round opened. Nobody could have tuned it to these items.</dd>
          <dt>
            <span className="inr">
              <EvidenceGlyph evidence="in-round" />
            </span>
            In-round
          </dt>
          <dd>Submitted while the round was open, possibly after answers on the feedback part.</dd>
          <dt>
            <span className="cal">
              <EvidenceGlyph evidence="calibration" />
            </span>
            Calibration
          </dt>
          <dd>Scored after the answers were out. Never ranked.</dd>
          <dt>Gap</dt>
          <dd>
            Feedback score less final score. Near zero is healthy; a triangle stands where the feedback part
            looks better by more than chance lets two random parts differ (5 %).
          </dd>
          <dt>Equated</dt>
          <dd>
            What the score would be on the first round’s scale, ± its standard error, through frozen models
            that were scored in both. Compare rounds by this number only. A model at chance has none.
          </dd>
        </dl>
      </div>
    </section>
  );
}
