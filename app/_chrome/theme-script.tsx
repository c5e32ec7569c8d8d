/** The name in the browser's local storage of the reader's theme, `light` or `dark`. */
export const themeKey = 'theme';

/**
 * Writes the reader's theme on <html> before the first paint, and when it changes in another tab. Without a choice it writes nothing, and
 * the styles follow the browser's preference.
 * @param nonce of the request's Content-Security-Policy
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the script is a constant of this file, without any user's text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}

const script = `(()=>{const s=()=>{try{const t=localStorage.getItem("${themeKey}");if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch{}};s();addEventListener("storage",s)})()`;
