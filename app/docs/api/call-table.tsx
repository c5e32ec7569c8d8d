import { DataTable } from '@/app/_ui/table/data-table';
import type { Call } from './list-calls';

export function CallTable({ calls }: { calls: readonly Call[] }) {
  return (
    <DataTable
      look="reference"
      columns={[
        {
          title: 'Call',
          isRowHeader: true,
          value: ({ method, path }) => (
            <code className="font-normal">
              <b className="font-semibold">{method}</b> {path}
            </code>
          ),
        },
        { title: 'Gives', value: ({ summary }) => summary },
        { title: 'Who', value: ({ isPublic }) => (isPublic ? 'all' : 'token') },
      ]}
      rows={calls}
      keyOf={({ method, path }) => `${method} ${path}`}
    />
  );
}
