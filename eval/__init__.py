"""The proof: question sets, measures and runs."""
