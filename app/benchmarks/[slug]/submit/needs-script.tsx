/** Said only where scripts don't run. */
export function NeedsScript() {
  return (
    <noscript>
      <p className="note">
        The form below needs JavaScript. Without it, make a token in the <a href="/settings">settings</a> and
        send the file with the command at the end of this page.
      </p>
    </noscript>
  );
}
