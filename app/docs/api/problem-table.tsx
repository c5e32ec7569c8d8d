import { toProblem } from '@/lib/contracts/problem';
import { sampleRefusals } from './sample-refusals';

/** Every `code` with its status, title and an example of its detail; each row is what a problem's `type` points at. */
export function ProblemTable() {
  return (
    <table className={looks}>
      <thead>
        <tr>
          <th scope="col">Code, and its status</th>
          <th scope="col">Title, and a detail for example</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(sampleRefusals)
          .map(toProblem)
          .map(({ code, status, title, detail }) => (
            <tr key={code} id={code}>
              <th scope="row">{`${code} ${status}`}</th>
              <td>
                <b>{title}</b>
                {` ${detail}`}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** Said once for all rows. */
const looks =
  'text-small [&_tr]:scroll-mt-s8 [&_tr:target]:bg-shallow-1 [&_th]:w-[30%] [&_th]:py-5 [&_th]:pr-s3 [&_th]:align-baseline [&_th]:font-normal [&_th]:wrap-anywhere max-phone:[&_th]:w-[42%] [&_tbody_th]:border-t [&_tbody_th]:border-rule [&_tbody_th]:as-code [&_thead_th]:text-ink-3 [&_td]:border-t [&_td]:border-rule [&_td]:py-5 [&_td]:align-baseline [&_td]:text-ink-2 [&_td]:wrap-anywhere [&_td_b]:font-semibold [&_td_b]:text-ink';
