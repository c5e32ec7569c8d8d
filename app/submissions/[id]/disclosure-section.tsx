import { DisclosureFacts } from '@/app/_ui/disclosure/disclosure-facts';
import { Fold } from '@/app/_ui/page/fold';
import { answersOf, type Disclosure } from '@/lib/core/model/disclosure';

/** The team's statements about its version: those for everybody, and those for the readers of this page. */
export function DisclosureSection({ disclosure, isPublic }: { disclosure: Disclosure; isPublic: boolean }) {
  return (
    <Fold title={`Disclosure, ${isPublic ? 'public if it is ranked' : 'public with the official ranking'}`}>
      <DisclosureFacts answers={answersOf(disclosure)} />
      {disclosure.notes && (
        <>
          <h3 className="mt-s5 mb-s2">Notes, not public</h3>
          <p className="mb-s4 max-w-[37em] whitespace-pre-line wrap-anywhere">{disclosure.notes}</p>
        </>
      )}
    </Fold>
  );
}
