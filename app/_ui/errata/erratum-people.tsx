import type { ErratumView } from '@/lib/contracts/erratum';

/** The two maintainers behind an erratum. */
export function ErratumPeople({
  erratum: { proposed_by, consented_by },
}: {
  erratum: Pick<ErratumView, 'proposed_by' | 'consented_by'>;
}) {
  if (!proposed_by && !consented_by) return null;
  return (
    <p className="mb-s4 text-small text-ink-2">
      {proposed_by && <>Proposed by {proposed_by}. </>}
      {consented_by && <>Consented to by {consented_by}.</>}
    </p>
  );
}
