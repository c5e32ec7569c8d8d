import type { ReactNode } from 'react';
import type { Evidence } from '@/lib/core/benchmark';
import { EvidenceGlyph } from '../glyphs/evidence-glyph';
import { Section } from '../page/section';
import { evidenceTones } from './evidence-badge';
import { WhiskerKey } from './whisker-key';

/** The key to the table: one annotated row, and what its words mean. */
export function HowToRead() {
  return (
    <Section id="how" title="How to read this table">
      <div className="grid grid-cols-[470px_1fr_1fr] gap-x-s6 gap-y-s5 text-small/[1.5] text-ink-2 max-wide:grid-cols-[1fr_1fr] max-phone:grid-cols-1">
        <div className="max-wide:col-span-full">
          <WhiskerKey />
          <p className="mt-10">
            A whisker shows limits that aim to hold the true score in 95 of 100 rounds. The thick part is its
            middle half, by the normal approximation. A broken line is not to be relied on. They may overlap
            and the models still be told apart: ties are decided by paired tests on the same items, not by
            eye.
          </p>
        </div>
        <StandingWords />
        <EvidenceWords />
      </div>
    </Section>
  );
}

/** What a word of the table means. */
function Word({ term, evidence, children }: { term: string; evidence?: Evidence; children: ReactNode }) {
  return (
    <>
      <dt className="flex items-center gap-7 font-semibold text-ink">
        {evidence && (
          <span className={evidenceTones[evidence]}>
            <EvidenceGlyph evidence={evidence} />
          </span>
        )}
        {term}
      </dt>
      <dd className="mb-10">{children}</dd>
    </>
  );
}

function StandingWords() {
  return (
    <dl>
      <Word term="Rank">
        “2–5”: one model is shown to be better, and at most four could be. Each pair of models is compared
        item by item on the final part; the ranks that these tests leave open hold all true ranks at once with
        95 % confidence. A provisional table is not tested: there a rank only says which score is higher.
      </Word>
      <Word term="Tied with the leader">
        The model’s rank interval begins at 1: no paired test puts another model before it. That does not show
        that they are equal: more items might tell them apart.
      </Word>
      <Word term="Rests on few items">
        A few items decide this score, such as ten large errors. Its limits may hold the true score in fewer
        than half of all rounds. Of items in fewer than five groups there are no limits at all.
      </Word>
      <Word term="Feedback and final part">
        Each round is split at random. Answers during the round come from the feedback part; the official rank
        comes from the final part, scored once at the close.
      </Word>
      <Word term="Best of several">
        A model stands with its newest scored version, or the one that its team chose before anyone knew a
        final score, so its score is not the best of its submissions. A team with several models in a round
        has a best one, and that is a lucky one too: its score is too high by about a<sub>k</sub> · SE · √(1 −
        ρ).
      </Word>
    </dl>
  );
}

function EvidenceWords() {
  return (
    <dl>
      <Word term="Prospective" evidence="prospective">
        The version was frozen before the round opened, as its own receipt proves. Nobody could have tuned it
        to what this round told.
      </Word>
      <Word term="In-round" evidence="in-round">
        Submitted while the round was open, from the instant of its opening on; possibly after answers on the
        feedback part.
      </Word>
      <Word term="Not ranked">
        A host entry is by somebody who has held the labels, a baseline is there to compare with. Both are
        scored like the others; no rank, tie or test counts them.
      </Word>
      <Word term="Calibration" evidence="calibration">
        Scored after the answers were out. Never ranked.
      </Word>
      <Word term="Open">
        What the team says of code, weights and training data: a full square is open, a half one is had on
        request, a struck one is closed, a dash is undisclosed. Nobody has checked it.
      </Word>
      <Word term="Gap">
        Feedback score less final score. Near zero is healthy; a triangle stands where the feedback part looks
        better by more than chance lets two random parts differ (5 %).
      </Word>
      <Word term="Equated">
        What the score would be on the first round’s scale, ± its standard error, through frozen models that
        were scored in both. Compare rounds by this number only. A model at chance has none.
      </Word>
    </dl>
  );
}
