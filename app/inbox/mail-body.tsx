/** A plain-text mail with its links made clickable. The same text that SMTP would carry. */
export function MailBody({ text }: { text: string }) {
  return (
    <div className="mt-s2 grid max-w-[68ch] gap-s2 text-data/[1.5] wrap-anywhere">
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph) => (
          <p key={paragraph}>
            {/^https?:\/\/\S+$/.test(paragraph) ? <a href={paragraph}>{paragraph}</a> : paragraph}
          </p>
        ))}
    </div>
  );
}
