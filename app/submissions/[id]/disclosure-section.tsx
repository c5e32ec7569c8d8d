import { DisclosureFacts } from '@/app/_ui/disclosure/disclosure-facts';
import { Section } from '@/app/_ui/page/section';
import { answersOf, type Disclosure } from '@/lib/core/model/disclosure';

/** What the team said when it sent the file: for everybody, and for those who read this page. */
export function DisclosureSection({ disclosure, isPublic }: { disclosure: Disclosure; isPublic: boolean }) {
  return (
    <Section
      title="Disclosure"
      aside={isPublic ? 'public if it is ranked' : 'public with the official ranking'}
    >
      <DisclosureFacts answers={answersOf(disclosure)} />
      {disclosure.notes && (
        <>
          <h3 className="mt-s5 mb-s2">Notes, not public</h3>
          <p className="mb-s4 max-w-[37em] whitespace-pre-line wrap-anywhere">{disclosure.notes}</p>
        </>
      )}
    </Section>
  );
}
