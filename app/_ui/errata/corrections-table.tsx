import type { LabelCorrection } from '@/lib/core/errata/erratum';

/** More are folded away: a thousand rows would push the scores off the page. */
const shownMax = 12;

/** The labels that an erratum corrects. */
export function CorrectionsTable({ corrections }: { corrections: readonly LabelCorrection[] }) {
  const [shown, folded] = [corrections.slice(0, shownMax), corrections.slice(shownMax)];
  return (
    <>
      <Rows corrections={shown} hasHead />
      {folded.length > 0 && (
        <details className="after">
          <summary>
            {folded.length.toLocaleString('en')} more {folded.length === 1 ? 'label' : 'labels'}
          </summary>
          <Rows corrections={folded} />
        </details>
      )}
    </>
  );
}

function Rows({ corrections, hasHead }: { corrections: readonly LabelCorrection[]; hasHead?: boolean }) {
  return (
    <table className="plain corrections">
      <thead className={hasHead ? undefined : 'vh'}>
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Label was</th>
          <th scope="col">is now</th>
        </tr>
      </thead>
      <tbody>
        {corrections.map(({ id, from, to }) => (
          <tr key={id}>
            <td>
              <code>{id}</code>
            </td>
            <td>
              <s>{from}</s>
            </td>
            <td>
              <b>{to}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
