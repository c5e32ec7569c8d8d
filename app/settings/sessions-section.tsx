import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Section } from '@/app/_ui/page/section';
import type { SessionView } from '@/lib/contracts/person';
import { endOwnOthers } from './actions';
import { SessionTable } from './session-table';

/** Where one is signed in, and the end of all but here. */
export function SessionsSection({ sessions }: { sessions: readonly SessionView[] }) {
  return (
    <Section id="sessions" title="Where you are signed in" aside="last use to the hour">
      <SessionTable sessions={sessions} />
      <form action={endOwnOthers} className="mt-s3">
        <SubmitButton look="danger" busy="Ending them">
          End all others
        </SubmitButton>
        <p className="mt-s2 text-small text-ink-2">
          Signs you out everywhere but here, and revokes every API token.
        </p>
      </form>
    </Section>
  );
}
