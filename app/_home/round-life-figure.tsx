import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import type { RoundState } from '@/lib/core/round/round-state';

const states: readonly RoundState[] = ['sealed', 'open', 'closed', 'revealed'];

type Known = 'hidden-yet' | 'partly' | 'known';

const rows: readonly { what: string; cells: readonly (readonly [Known, string])[] }[] = [
  {
    what: 'Inputs',
    cells: [
      ['hidden-yet', 'sealed'],
      ['known', 'out, if they are public'],
      ['known', 'out'],
      ['known', 'out'],
    ],
  },
  {
    what: 'Feedback part',
    cells: [
      ['hidden-yet', 'sealed'],
      ['partly', 'answers, as the policy allows'],
      ['known', 'scored'],
      ['known', 'scored'],
    ],
  },
  {
    what: 'Final part',
    cells: [
      ['hidden-yet', 'sealed'],
      ['hidden-yet', 'no answer'],
      ['known', 'scored once'],
      ['known', 'scored'],
    ],
  },
  {
    what: 'Labels',
    cells: [
      ['hidden-yet', 'sealed'],
      ['hidden-yet', 'scorer only'],
      ['hidden-yet', 'scorer only'],
      ['known', 'public'],
    ],
  },
];

/** How a round lives: what is known of it in each state. */
export function RoundLifeFigure() {
  return (
    <figure>
      <p className="fig-t" id="life-title">
        Nobody sees the answers while they count
      </p>
      <p className="fig-s">What is known of a round, from its seal to its reveal.</p>
      <table className="life" aria-labelledby="life-title">
        <thead>
          <tr>
            <td />
            {states.map((state) => (
              <th key={state} scope="col" className={state}>
                <RoundGlyph state={state} /> {state}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, cells }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {cells.map(([known, text], i) => (
                <td key={states[i]} className={known}>
                  <span>{text}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption>
        Hatched: hidden from everybody but the scorer. Dashed: provisional. What is revealed stays public:
        training data, and a calibration mark.
      </figcaption>
    </figure>
  );
}
