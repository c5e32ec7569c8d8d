/** What a link does, and when, before somebody makes one or consents to it. */
export function LinkEffects({ isAlone }: { isAlone: boolean }) {
  return (
    <p className="max-w-[68ch] text-small text-ink-2">
      {isAlone
        ? 'You are the only maintainer, so it counts from the next opening on. From then on the teams share one quota, feedback and exposure. '
        : 'A second maintainer must consent. Then the teams share feedback and exposure at once. '}
      The quotas of an open round stay as they are: no team loses a submission. From the next opening on all
      of them have one quota. Unlinking counts from the next opening on, too.
    </p>
  );
}
