"""The page: a question, its answer, and beside it the sentences that the answer comes from."""
