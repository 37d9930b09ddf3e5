"""The words: what is said around answers, and later what language models are told. Files, not code."""
