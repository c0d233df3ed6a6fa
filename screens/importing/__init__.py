"""Reading a sales file or a survey into the session: choose it, check it, read it, take it in."""
