/** What next-auth's `?error=` means to the person who came back with it, and what to do. */
export function describeSignInError(code: string): { title: string; detail: string } {
  return known.get(code) ?? unknown;
}

const unknown = {
  title: 'Signing in did not work',
  detail: 'Nothing was changed. Try again, or use another sign-in method.',
};

const known = new Map([
  [
    'OAuthAccountNotLinked',
    {
      title: 'That address belongs to an account with another sign-in method',
      detail: 'Sign in by e-mail. Then add this method in your settings.',
    },
  ],
  [
    'AccessDenied',
    { title: 'Access was denied', detail: 'The other site did not let you through, or you cancelled there.' },
  ],
  [
    'Configuration',
    {
      title: 'Sign-in is not set up rightly on this site',
      detail: 'Its operators find the reason in the log of the web process.',
    },
  ],
  ['SessionRequired', { title: 'Sign in first', detail: 'That page is for people who are signed in.' }],
  ...['OAuthSignin', 'OAuthCallback', 'OAuthCreateAccount', 'Callback'].map(
    (code) =>
      [
        code,
        { title: 'The other site sent an unexpected response', detail: 'Try again, or sign in by e-mail.' },
      ] as const,
  ),
]);
