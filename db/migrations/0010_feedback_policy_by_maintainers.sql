-- What rounds tell that are sealed from now on is a maintainer's to change; what a sealed one tells stays fixed by a trigger.
grant update (feedback_policy, feedback_share) on benchmarks to tidemark_web;
