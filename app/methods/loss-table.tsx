import { closedForm, listLosses, mechanisms } from './attack-results';
import { ScrollBox } from './scroll-box';

export function LossTable() {
  return (
    <ScrollBox label="Loss of the vote, in numbers">
      <table className="plain attack-t">
        <caption>
          Loss on the feedback items, and in brackets on the final items, after k random files
        </caption>
        <thead>
          <tr>
            <th scope="col">Mechanism</th>
            {closedForm.map(({ submissions }) => (
              <th scope="col" className="num" key={submissions}>
                k = {submissions}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mechanisms.map(({ name, title }) => (
            <tr key={name}>
              <th scope="row">{title}</th>
              {listLosses(name).map((cell) => (
                <td className="num" key={cell.submissions}>
                  {cell.feedback_loss.mean.toFixed(4)}{' '}
                  <span className="muted">({cell.final_loss.mean.toFixed(4)})</span>
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">closed form for exact</th>
            {closedForm.map((cell) => (
              <td className="num" key={cell.submissions}>
                {cell.feedback_loss.toFixed(4)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </ScrollBox>
  );
}
