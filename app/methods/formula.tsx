/** A formula on a line of its own. Set in Unicode as those of the tables are: MathML needs a mathematical font for its roots. */
export function Formula({ children }: { children: React.ReactNode }) {
  return <p className="formula formula-line">{children}</p>;
}
