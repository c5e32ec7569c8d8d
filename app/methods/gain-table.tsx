import { listGains, mechanisms } from './attack-results';
import { ScrollBox } from './scroll-box';

const columns = listGains('exact');
const largest = Math.max(...mechanisms.flatMap(({ name }) => listGains(name).map(gainOf)));

function gainOf(cell: { gain_in_standard_errors: { mean: number } }): number {
  return cell.gain_in_standard_errors.mean;
}

/** Picture and table in one: every cell has its number and a bar, all bars on one scale. */
export function GainTable() {
  return (
    <ScrollBox label="Gain of hill-climbing">
      <table className="plain attack-t">
        <caption>
          Gain of hill-climbing on the items that answer, in standard errors; the true gain is 0
        </caption>
        <thead>
          <tr>
            <th scope="col">Mechanism</th>
            {columns.map((cell) => (
              <th scope="col" key={`${cell.items} ${cell.submissions}`}>
                n = {cell.items.toLocaleString('en')}, k = {cell.submissions.toLocaleString('en')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mechanisms.map(({ name, title }) => (
            <tr key={name}>
              <th scope="row">{title}</th>
              {listGains(name).map((cell) => (
                <td key={`${cell.items} ${cell.submissions}`}>
                  <span className="gain-bar">
                    <span>{gainOf(cell).toFixed(1)}</span>
                    <svg
                      className={`mechanism ${name}`}
                      viewBox="0 0 100 8"
                      preserveAspectRatio="none"
                      aria-hidden="true"
                    >
                      <rect width={Math.max(0.6, (100 * gainOf(cell)) / largest)} height="8" />
                    </svg>
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
