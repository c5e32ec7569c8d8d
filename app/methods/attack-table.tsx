import type { ReactNode } from 'react';
import { ScrollBox } from '@/app/_ui/table/scroll-box';

/** What the attacks came to, a mechanism or an attack a row. */
export function AttackTable({
  label,
  caption,
  rowsAre = 'Mechanism',
  columns,
  align = '',
  rows,
}: {
  label: string;
  caption: string;
  rowsAre?: string;
  columns: readonly { key: string; title: ReactNode }[];
  align?: 'text-right' | '';
  /** By their titles, where no two are alike. */
  rows: readonly { key?: string; title: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <ScrollBox label={label}>
      <table className="table text-data font-stretch-95%">
        <caption className="pb-s2 text-left text-small/inherit text-ink-2">{caption}</caption>
        <thead>
          <tr>
            {[{ key: 'row', title: rowsAre }, ...columns].map(({ key, title }, i) => (
              <th
                key={key}
                scope="col"
                className={`text-small/inherit whitespace-nowrap text-ink-3 last:pr-0 ${i > 0 ? align : ''}`}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, cells }) => (
            <tr key={key ?? title}>
              <th scope="row" className="whitespace-nowrap text-ink">
                {title}
              </th>
              {cells.map((cell, i) => (
                <td
                  key={columns[i]!.key}
                  className={`border-t border-rule whitespace-nowrap last:pr-0 ${align}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
