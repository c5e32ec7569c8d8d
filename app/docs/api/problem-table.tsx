import { toProblem } from '@/lib/contracts/problem';
import { sampleRefusals } from './sample-refusals';

/** Every `code` with its status, title and an example of its detail; each row is what a problem's `type` points at. */
export function ProblemTable() {
  return (
    <table className="plain methods-t">
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Status</th>
          <th scope="col">Title</th>
          <th scope="col">Detail, for example</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(sampleRefusals)
          .map(toProblem)
          .map(({ code, status, title, detail }) => (
            <tr key={code} id={code}>
              <th scope="row">
                <code>{code}</code>
              </th>
              <td>{status}</td>
              <td>{title}</td>
              <td className="muted">{detail}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
