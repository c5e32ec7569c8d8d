/** A path of this site, whatever an address asked for: nobody is sent elsewhere after signing in. */
export function localPath(asked: string | string[] | undefined): string {
  const path = typeof asked === 'string' ? asked : '';
  return /^\/(?![/\\])/.test(path) && path.length <= 500 ? path : '/';
}

/** Where a page sends people who have to sign in first. */
export const signInPath = (back: string): string => `/sign-in?${new URLSearchParams({ callbackUrl: back })}`;
