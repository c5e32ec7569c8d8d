import { ButtonLink } from '@/app/_ui/controls/button-link';

/** The way to a new link. */
export function AskAgain({ callbackUrl }: { callbackUrl: string }) {
  return (
    <p className="my-s4">
      <ButtonLink look="main" href={`/sign-in?${new URLSearchParams({ callbackUrl })}`}>
        Ask for a new link
      </ButtonLink>
    </p>
  );
}
