import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Section } from '@/app/_ui/page/section';

/** How anybody checks a signature, without trust in this page. */
export function CheckByCommand({ errataUrl }: { errataUrl: string }) {
  const command = `curl -o errata.json ${errataUrl}
jq -j '.items[-1].document' errata.json > document.json
jq -j '.items[-1].public_key' errata.json > key.pem
jq -j '.items[-1].signature' errata.json | base64 -d > signature.bin
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in document.json -sigfile signature.bin`;
  return (
    <Section title="Check a signature" aside="here of the newest erratum">
      <CodeBlock kind="text">{command}</CodeBlock>
      <p className="mt-s4 max-w-[37em] text-small text-ink-2">
        The scorer signs the bytes of the document, with a key of its own that the web server doesn’t have.
        All errata of a site carry the same public key: keep it, and hold later ones against it.
      </p>
    </Section>
  );
}
