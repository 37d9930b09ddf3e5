"""What happens before a question: articles are read, cut, encoded and kept."""
