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
          value: ({ id, method, path }) => (
            <a href={`#${id}`}>
              <code className="font-normal">
                <b className="font-semibold">{method}</b> {path}
              </code>
            </a>
          ),
        },
        { title: 'Gives', value: ({ summary }) => summary },
        { title: 'Who', value: ({ isPublic }) => (isPublic ? 'all' : 'token') },
      ]}
      rows={calls}
      keyOf={({ id }) => id}
    />
  );
}
