import { Figure } from '@/app/_ui/figure/figure-plot';
import { RoundGlyph } from '@/app/_ui/glyphs/glyphs';
import type { RoundState } from '@/lib/core/round/round-state';

const states: readonly RoundState[] = ['sealed', 'open', 'closed', 'revealed'];

type Known = 'hidden-yet' | 'partly' | 'known';

const rows: readonly { what: string; cells: readonly (readonly [Known, string])[] }[] = [
  {
    what: 'Inputs',
    cells: [
      ['hidden-yet', 'sealed'],
      ['known', 'public, unless models only'],
      ['known', 'public'],
      ['known', 'public'],
    ],
  },
  {
    what: 'Feedback split',
    cells: [
      ['hidden-yet', 'sealed'],
      ['partly', 'feedback, as the policy allows'],
      ['known', 'scored'],
      ['known', 'scored'],
    ],
  },
  {
    what: 'Final split',
    cells: [
      ['hidden-yet', 'sealed'],
      ['hidden-yet', 'no feedback'],
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

/** Background by what is known of a fact: hatched if hidden, dashed if provisional, in the colour of water if public. */
const grounds: Readonly<Record<Known, string>> = {
  'hidden-yet': 'bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--rule)_5px_6px)]',
  partly:
    'border-b-line border-b-sea bg-shallow-1 shadow-[inset_0_-1px_var(--paper)] [border-bottom-style:dashed]',
  known: 'border-b-line border-b-sea bg-shallow-2',
};

/** A figure of the public facts about a round in each of its states. */
export function RoundLifeFigure() {
  return (
    <Figure
      title="Labels stay hidden while they count"
      titleId="life-title"
      note="Public facts about a round, from its sealing to its reveal."
      caption="Hatched: hidden from everyone but the scorer. Dashed: provisional. A revealed round stays public as training data."
    >
      <table
        className="table-fixed border-t-line border-ink text-small/[1.3] max-phone:table-auto max-phone:font-stretch-88%"
        aria-labelledby="life-title"
      >
        <thead>
          <tr>
            <td />
            {states.map((state) => (
              <StateHead key={state} state={state} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, cells }) => (
            <tr key={what}>
              <th
                scope="row"
                className="h-56 w-[19%] border-t border-rule pr-s2 align-middle font-semibold max-small:text-micro"
              >
                {what}
              </th>
              {cells.map(([known, text], i) => (
                <KnownCell key={states[i]} known={known} text={text} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Figure>
  );
}

function StateHead({ state }: { state: RoundState }) {
  return (
    <th
      scope="col"
      className="border-l border-rule py-9 pr-s1 pl-10 font-serif text-data/[1.2] font-semibold font-stretch-normal normal-nums max-phone:pl-6 max-phone:text-small/[1.2]"
    >
      <RoundGlyph
        state={state}
        className={`mr-3 size-11 align-[-1px] max-phone:mb-s1 max-phone:block ${state === 'open' ? 'text-over' : ''}`}
      />{' '}
      {state}
    </th>
  );
}

function KnownCell({ known, text }: { known: Known; text: string }) {
  return (
    <td
      className={`h-56 border-t border-l border-t-rule border-l-rule py-s1 pr-s1 pl-10 align-middle max-phone:pl-6 max-small:text-micro ${grounds[known]}`}
    >
      <span
        className={known === 'hidden-yet' ? '-ml-5 bg-paper box-decoration-clone px-5 py-1 text-ink-2' : ''}
      >
        {text}
      </span>
    </td>
  );
}
