/** A host's words, as they were rendered when they were saved. */
export function HostText({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown has sanitised it, and its test holds it to that
  return <div data-theirs className="prose max-w-[68ch]" dangerouslySetInnerHTML={{ __html: html }} />;
}
