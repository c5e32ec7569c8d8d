/** What a link does, and when, before somebody makes one or consents to it. */
export function LinkEffects({ isAlone }: { isAlone: boolean }) {
  return (
    <p className="max-w-[68ch] text-small text-ink-2">
      {isAlone
        ? 'You are the only maintainer, so nothing of it counts before a round opens. From the next opening on the teams share one quota, answers and exposure. '
        : 'A second maintainer must consent. Then the teams share answers and exposure at once. '}
      An open round’s slots stay as they are: no team loses one. From the next opening on all of them have one
      quota. Unlinking counts from the next opening on, too.
    </p>
  );
}
