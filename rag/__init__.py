"""What happens after a question: search, read, weigh, answer, check."""
