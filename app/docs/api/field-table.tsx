import type { SchemaRow } from './describe-schema';

/** Fields with their types, in words; what may be left out says so. Its looks are said once, around all of them. */
export function FieldTable({ title, rows }: { title: string; rows: readonly SchemaRow[] }) {
  return (
    <table aria-label={title}>
      <tbody>
        {rows.map(({ name, type, isRequired, note }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{`${type}${isRequired ? '' : ', may be left out'}${note && `. ${note}`}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
