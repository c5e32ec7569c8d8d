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
        <details className="mt-s4">
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
  const cell = 'border-t border-rule py-7 pr-16 wrap-anywhere last:pr-0';
  return (
    <table className="text-data font-stretch-95%">
      <thead className={hasHead ? undefined : 'sr-only'}>
        <tr>
          {['Item', 'Label was', 'is now'].map((title) => (
            <th
              key={title}
              scope="col"
              className="pr-16 pb-6 text-small/inherit text-ink-3 wrap-anywhere last:pr-0"
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {corrections.map(({ id, from, to }) => (
          <tr key={id} className={hasHead ? 'first:*:border-ink' : undefined}>
            <td className={cell}>
              <code>{id}</code>
            </td>
            <td className={cell}>
              <s className="text-ink-3">{from}</s>
            </td>
            <td className={cell}>
              <b className="font-semibold">{to}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
