import { DataTable } from '@/app/_ui/table/data-table';
import { Derivation } from './derivation';
import { FreshnessMeasures } from './freshness-measures';
import { NotProved } from './not-proved';

const states: { state: string; when: string }[] = [
  { state: 'Retired', when: 'The answers are revealed.' },
  {
    state: 'Stale',
    when: 'The lower limit of (a) or (b) is above δ at 99 %, or at 95 % in this round and the one before. Or the exposure of one team, linked ones added up, is above 100 %. Or a leak is confirmed: the round was invalidated.',
  },
  {
    state: 'Aging',
    when: '(a) or (b) is significant at 5 % without being stale. Or the next round is overdue. Or, of a closed round, the exposure of one team is 50 % or more and a gap of 2δ is not ruled out.',
  },
  {
    state: 'Unproven',
    when: 'Everything else. Where something was measured there is no sign of overfitting, and the page says up to how much can’t be ruled out. Other reasons are fewer than six frozen models, a final part below 200 items, and no second round.',
  },
  {
    state: 'Fresh',
    when: 'The upper 95 % limits of (a) and (b) are below 2δ. Where no score was told before the close, (b) is enough.',
  },
];

export function Freshness() {
  return (
    <>
      <p>
        Scores that everybody has looked at can end up too high. Two things would show that, and both are
        measured for every metric but the calibration error. The state says what was found, and the reasons
        give the numbers.
      </p>
      <p>
        It is decided at a round’s close and daily after that; every look is kept. A benchmark has the state
        of its newest round with a ranking that counts. Models are compared with <b>frozen</b> ones: versions
        held here before the round opened, and calibration marks. The others are <b>adapted</b>. All limits
        are one-sided.
      </p>
      <p>
        <b>(a) The gap within a round.</b> The parts were drawn at random. So models that learnt nothing from
        the answers lead frozen ones by as much on feedback items as on final ones.{' '}
        <b>(b) The drop between rounds.</b> On the next round’s new items adapted models fall no further than
        frozen ones of their level. Models rebuilt on ever newer data can fall further without any answer, and
        (b) takes that for adaptation.
      </p>
      <p>
        Of the states below the first that applies counts. Three fresh closes in a row and the benchmark{' '}
        <b>holds up</b>.
      </p>
      <DataTable
        look="reference"
        columns={[
          { title: 'State', isRowHeader: true, value: ({ state }) => state },
          { title: 'When', value: ({ when }) => when },
        ]}
        rows={states}
        keyOf={({ state }) => state}
      />
      <p>
        What all teams together were answered is told beside the exposure, and is no reason for any state.
        Many honest teams would make every popular benchmark stale.
      </p>
      <Derivation title="How gap and drop are measured">
        <FreshnessMeasures />
      </Derivation>
      <NotProved>
        Fresh means that an excess of 2δ was looked for and ruled out at 95 %, not that there is none.
        Unproven is no accusation. That scores fall from one round to the next proves nothing: Recht et al.
        2019 (<a href="https://arxiv.org/abs/1902.10811">arXiv 1902.10811</a>) found drops of 3–15 % with the
        order of models kept, because the new items were harder. So a raw drop never makes a round stale.
      </NotProved>
    </>
  );
}
