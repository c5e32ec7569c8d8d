import { DataTable } from '@/app/_ui/table/data-table';
import type { SchemaRow } from './describe-schema';

/** Fields with their types, in words. */
export function SchemaTable({ title, rows }: { title: string; rows: readonly SchemaRow[] }) {
  return (
    <div>
      <p className="mb-s2 font-semibold text-ink">{title}</p>
      <DataTable
        look="reference"
        caption={title}
        columns={[
          {
            title: 'Name',
            isRowHeader: true,
            value: ({ name }) => <code className="font-normal">{name}</code>,
          },
          { title: 'Type', value: ({ type }) => <span className="wrap-anywhere">{type}</span> },
          { title: 'Must be there', value: ({ isRequired }) => (isRequired ? 'yes' : 'no') },
          { title: 'What', cell: 'text-ink-2', value: ({ note }) => note },
        ]}
        rows={rows}
        keyOf={({ name }) => name}
      />
    </div>
  );
}
