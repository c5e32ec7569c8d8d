import { closedForm, listLosses, mechanisms } from './attack-results';
import { AttackTable } from './attack-table';

const rows = mechanisms.map(({ name, title }) => ({
  title,
  cells: listLosses(name).map((cell) => (
    <>
      {cell.feedback_loss.mean.toFixed(4)}{' '}
      <span className="text-ink-2">({cell.final_loss.mean.toFixed(4)})</span>
    </>
  )),
}));
const closedFormRow = {
  title: 'closed form for exact',
  cells: closedForm.map((cell) => cell.feedback_loss.toFixed(4)),
};

export function LossTable() {
  return (
    <AttackTable
      label="Loss of the vote, in numbers"
      caption="Loss on the feedback items, and in brackets on the final items, after k random files"
      columns={closedForm.map(({ submissions }) => ({
        key: String(submissions),
        title: <>k = {submissions}</>,
      }))}
      align="text-right"
      rows={[...rows, closedFormRow]}
    />
  );
}
