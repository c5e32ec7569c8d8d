import type { Call } from './list-calls';

export function CallTable({ calls }: { calls: readonly Call[] }) {
  return (
    <table className="plain methods-t">
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">Gives</th>
          <th scope="col">Who</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ method, path, summary, isPublic }) => (
          <tr key={`${method} ${path}`}>
            <th scope="row">
              <code>
                <b>{method}</b> {path}
              </code>
            </th>
            <td>{summary}</td>
            <td>{isPublic ? 'all' : 'token'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
