"""The translations: what people say in other languages, a file for each room of the program."""
