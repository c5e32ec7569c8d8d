import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { IntervalGlyph } from './interval-glyph';
import { RoundLifeFigure } from './round-life-figure';

export function Hero() {
  return (
    <div className="hero">
      <div>
        <h1>The test set is replaced every round.</h1>
        <p className="lede">
          A test set that stays in place is slowly learned, even when nobody means to cheat. Tidemark hides a
          new one for each round, and scores its final part once.
        </p>
        <ul className="say">
          <li>
            <RoundGlyph state="sealed" />
            <span>
              A test set is <b>sealed on arrival</b>. The web server keeps it and has no key to open it.
            </span>
          </li>
          <li>
            <IntervalGlyph />
            <span>
              Every score carries its <b>95 % interval</b>, printed beside it.
            </span>
          </li>
          <li>
            <CheckGlyph result="pass" />
            <span>
              Checking a file is <b>free</b>: one with faults gets a line and a reason, and uses no
              submission.
            </span>
          </li>
        </ul>
      </div>
      <RoundLifeFigure />
    </div>
  );
}
