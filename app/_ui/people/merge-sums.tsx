import { Fact, Facts } from '@/app/_ui/words/descriptions';
import type { MergeFigures } from '@/lib/contracts/team';

/** The numbers that two merging teams have together (people, submissions, exposure), each with its limit. */
export const MergeSums = ({ together }: { together: MergeFigures }) => (
  <Facts>
    <Fact term="Submissions used together">
      {together.submissions_used} of {together.submissions_limit}
    </Fact>
    {together.exposure !== null && (
      <Fact term="Exposure together, of 100 %">{Math.round(together.exposure * 100)} %</Fact>
    )}
    <Fact term="People together">
      {together.people}, at most {together.people_limit}
    </Fact>
  </Facts>
);
