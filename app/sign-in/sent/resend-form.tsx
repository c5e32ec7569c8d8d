import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { requestMailAgain } from '@/app/sign-in/actions';

/** Sends the link once more, to the address it went to. */
export function ResendForm({ callbackUrl, email }: { callbackUrl: string; email: string }) {
  return (
    <form action={requestMailAgain}>
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <SubmitButton look="plain" busy="Sending">
        Send it again
      </SubmitButton>
    </form>
  );
}
