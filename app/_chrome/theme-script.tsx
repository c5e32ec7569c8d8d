/** Key in the browser's local storage under which the reader's theme is stored, `light` or `dark`. */
export const themeKey = 'theme';

/**
 * Sets the reader's theme on <html> before the first paint, and again when the reader changes the theme in another tab. If the
 * reader has chosen none, the styles follow the browser's preference.
 * @param nonce of the response's Content-Security-Policy
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the script is a constant of this file, without any user's text.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}

const script = `(()=>{const s=()=>{try{const t=localStorage.getItem("${themeKey}");if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch{}};s();addEventListener("storage",s)})()`;
