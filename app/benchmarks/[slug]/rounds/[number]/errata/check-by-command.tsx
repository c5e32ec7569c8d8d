/** How anybody checks a signature, without trust in this page. */
export function CheckByCommand({ errataUrl }: { errataUrl: string }) {
  const command = `curl -o errata.json ${errataUrl}
jq -j '.items[-1].document' errata.json > document.json
jq -j '.items[-1].public_key' errata.json > key.pem
jq -j '.items[-1].signature' errata.json | base64 -d > signature.bin
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in document.json -sigfile signature.bin`;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Check a signature</h2>
        <p className="small muted">here of the newest erratum</p>
      </div>
      <pre className="code mono">{command}</pre>
      <p className="small muted after measure">
        The scorer signs the bytes of the document, with a key of its own that the web server doesn’t have.
        All errata of a site carry the same public key: keep it, and hold later ones against it.
      </p>
    </section>
  );
}
