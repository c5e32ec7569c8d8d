import { DataTable } from '@/app/_ui/table/data-table';
import { toProblem } from '@/lib/contracts/problem';
import { sampleRefusals } from './sample-refusals';

/** Every `code` with its status, title and an example of its detail; each row is what a problem's `type` points at. */
export function ProblemTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        {
          title: 'Code',
          isRowHeader: true,
          value: ({ code }) => <code className="font-normal">{code}</code>,
        },
        { title: 'Status', value: ({ status }) => status },
        { title: 'Title', value: ({ title }) => title },
        { title: 'Detail, for example', cell: 'text-ink-2', value: ({ detail }) => detail },
      ]}
      rows={Object.values(sampleRefusals).map(toProblem)}
      keyOf={({ code }) => code}
      idOf={({ code }) => code}
    />
  );
}
