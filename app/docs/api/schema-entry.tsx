import { FieldTable } from './field-table';
import type { NamedSchema } from './list-calls';

/** What calls take or answer, told once; folded, and opened by an address that names it. */
export function SchemaEntry({ schema: { name, rows } }: { schema: NamedSchema }) {
  return (
    <details>
      <summary>
        <code>
          <b>{name}</b>
        </code>
      </summary>
      <div id={name}>
        <FieldTable title={name} rows={rows} />
      </div>
    </details>
  );
}
