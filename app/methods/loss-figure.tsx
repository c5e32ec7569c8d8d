import type { ReactNode } from 'react';
import { Figure } from '../_ui/figure/figure-plot';
import { ScrollBox } from '../_ui/table/data-table';
import results from './attack-results.json';

/** The feedback mechanisms that `npm run bench:attacks` attacks, in the order of the figure. */
const mechanisms = [
  { name: 'exact', title: 'exact score' },
  { name: 'two-decimals', title: 'rounded to 2 decimals' },
  { name: 'ladder-1se', title: 'ladder at 1 SE' },
  { name: 'ladder-3se', title: 'ladder at 3 SE' },
  { name: 'guarded', title: 'guarded ladder' },
] as const;

type MechanismName = (typeof mechanisms)[number]['name'];

export const repetitions = results.repetitions;

const closedForm = results.closed_form;

/** Losses under the attack of Blum & Hardt 2015 on 4,000 feedback items, by the number of submitted files. */
const listLosses = (mechanism: MechanismName) => results.paper.filter((cell) => cell.mechanism === mechanism);

/** Mean gain of a hill-climber with 700 files on 1,000 feedback items, in standard errors. */
export function findHillClimbingGain(mechanism: MechanismName): number {
  const cell = results.hill_climbing.find(
    (cell) => cell.mechanism === mechanism && cell.items === 1000 && cell.submissions === 700,
  );
  if (!cell) throw new Error(`attack-results.json lacks hill-climbing by ${mechanism}`);
  return cell.gain_in_standard_errors.mean;
}

const [left, right, top, bottom] = [52, 520, 14, 300];

const [lowest, highest] = [0.4, 0.5];

const place = (k: number): number => left + (k / 700) * (right - left);

const height = (loss: number): number =>
  bottom - ((loss - lowest) / (highest - lowest)) * (bottom - top - 14);

/** Shifts in pixels of the labels of two lines that end close to one another. */
const labelShift: Partial<Record<MechanismName, number>> = { guarded: -4, 'ladder-3se': 9 };

/** The last values of all lines as a text, for readers who don’t see the figure. */
const lossesAtTheEnd = mechanisms
  .map(({ name, title }) => `${title} ${listLosses(name).at(-1)!.feedback_loss.mean.toFixed(3)}`)
  .join(', ');

function Axes() {
  return (
    <>
      {[0.4, 0.42, 0.44, 0.46, 0.48, 0.5].map((loss) => (
        <g key={loss}>
          <line className="stroke-rule" x1={left} x2={right} y1={height(loss)} y2={height(loss)} />
          <text x={left - 8} y={height(loss) + 4} textAnchor="end">
            {loss.toFixed(2)}
          </text>
        </g>
      ))}
      {[100, 200, 400, 700].map((k) => (
        <text key={k} x={place(k)} y={bottom + 18} textAnchor="middle">
          {k}
        </text>
      ))}
      <text x={(left + right) / 2} y={bottom + 34} textAnchor="middle">
        files submitted
      </text>
    </>
  );
}

function MechanismLine({ name, title }: (typeof mechanisms)[number]) {
  const cells = listLosses(name);
  const last = cells.at(-1)!;
  const isOurs = name === 'guarded';
  return (
    <MechanismColour name={name}>
      <polyline
        className={`fill-none stroke-current ${isOurs ? 'stroke-[2.5]' : 'stroke-[1.5]'}`}
        points={cells
          .map((cell) => `${place(cell.submissions)},${height(cell.feedback_loss.mean)}`)
          .join(' ')}
      />
      <text
        className={isOurs ? 'fill-current font-semibold' : 'fill-current'}
        x={place(last.submissions) + 8}
        y={height(last.feedback_loss.mean) + 4 + (labelShift[name] ?? 0)}
      >
        {title} {last.feedback_loss.mean.toFixed(3)}
      </text>
    </MechanismColour>
  );
}

/** A figure of the loss of the majority vote by the number of submitted files; docs/attacks.md has all numbers. */
export function LossFigure() {
  return (
    <div className="max-w-860">
      <Figure
        title="Random files and a vote overfit every exact score; the guarded ladder stays at one half"
        note={`Loss of the vote on 4,000 feedback items against the number of files submitted. Its true loss is 0.50. After 700 files: ${lossesAtTheEnd}.`}
        caption="Rings are the closed form for exact scores, 1 − Φ(√(k/(πn)))."
      >
        <ScrollBox label="Loss of the vote, drawn">
          <svg
            className="h-auto w-full min-w-700 fill-ink-2 font-sans text-[11.5px]/[normal] font-normal font-stretch-normal tabular-nums"
            viewBox="0 0 700 336"
            aria-hidden="true"
          >
            <Axes />
            {mechanisms.map((mechanism) => (
              <MechanismLine key={mechanism.name} {...mechanism} />
            ))}
            {closedForm.map((cell) => (
              <circle
                key={cell.submissions}
                className="fill-paper stroke-ink stroke-[1.5]"
                cx={place(cell.submissions)}
                cy={height(cell.feedback_loss)}
                r="4"
              />
            ))}
          </svg>
        </ScrollBox>
      </Figure>
    </div>
  );
}

const colours: Readonly<Record<MechanismName, string>> = {
  exact: 'text-ink',
  'two-decimals': 'text-ink-2',
  'ladder-1se': 'text-ink-3',
  'ladder-3se': 'text-ink-3',
  guarded: 'text-sea',
};

/** An SVG group in the mechanism's colour (`currentColor`). */
function MechanismColour({ name, children }: { name: MechanismName; children: ReactNode }) {
  return <g className={colours[name]}>{children}</g>;
}
