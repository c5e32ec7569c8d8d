grant update (model_sample) on table public.benchmarks to tidemark_scorer;
