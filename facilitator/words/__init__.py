"""What is typed: text, days, numbers, keys and the capture line, understood by pure functions."""
