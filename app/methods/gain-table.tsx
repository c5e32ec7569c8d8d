import { listGains, type MechanismName, mechanisms } from './attack-results';
import { AttackTable } from './attack-table';
import { MechanismColour } from './mechanism-colour';

const largest = Math.max(...mechanisms.flatMap(({ name }) => listGains(name).map(gainOf)));

function gainOf(cell: { gain_in_standard_errors: { mean: number } }): number {
  return cell.gain_in_standard_errors.mean;
}

function GainBar({ mechanism, gain }: { mechanism: MechanismName; gain: number }) {
  return (
    <span className="grid grid-cols-[2.4rem_minmax(72px,200px)] items-center gap-s2">
      <span className="text-right">{gain.toFixed(1)}</span>
      <svg className="h-10 w-full" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <MechanismColour name={mechanism}>
          <rect className="fill-current" width={Math.max(0.6, (100 * gain) / largest)} height="8" />
        </MechanismColour>
      </svg>
    </span>
  );
}

/** Picture and table in one: every cell has its number and a bar, all bars on one scale. */
export function GainTable() {
  return (
    <AttackTable
      label="Gain of hill-climbing"
      caption="Gain of hill-climbing on the feedback items, in standard errors; the true gain is 0"
      columns={listGains('exact').map(({ items, submissions }) => ({
        key: `${items} ${submissions}`,
        title: (
          <>
            n = {items.toLocaleString('en')}, k = {submissions.toLocaleString('en')}
          </>
        ),
      }))}
      rows={mechanisms.map(({ name, title }) => ({
        title,
        cells: listGains(name).map((cell) => (
          <GainBar key={`${cell.items} ${cell.submissions}`} mechanism={name} gain={gainOf(cell)} />
        )),
      }))}
    />
  );
}
