-- Of drafts alone: db/functions/rounds.sql refuses any other round.
GRANT DELETE ON "rounds" TO tidemark_web;
