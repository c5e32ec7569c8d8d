import { themeKey } from './theme-key';

/**
 * Writes the reader's choice of chart on <html> before the first paint, and when it is made in another tab. Nothing is written without a
 * choice: then the browser's own preference holds, by the styles alone.
 * @param nonce of the request's policy
 */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a script of ours must stand in the page as it is, and nothing of anybody's is in it.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}

const script = `(()=>{const s=()=>{try{const t=localStorage.getItem("${themeKey}");if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch{}};s();addEventListener("storage",s)})()`;
