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
            uncertainty; two of them overlapping does not show that two models are equal.
          </p>
        </div>
        <dl>
          <dt>Rank</dt>
          <dd>
            One more than the number of better published scores; equal scores share it. It says which score is
            higher, not that the difference is real: paired tests for that are not computed yet.
          </dd>
          <dt>Feedback and final part</dt>
          <dd>
            Each round is split at random. Answers during the round come from the feedback part; the official
            rank comes from the final part, scored once at the close.
          </dd>
          <dt>Gap</dt>
          <dd>
            Feedback score less final score. Near zero is healthy; a triangle stands where the feedback part
            looks better by more than chance lets two random parts differ (5 %).
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
        </dl>
      </div>
    </section>
  );
}
