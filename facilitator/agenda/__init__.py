"""What a session consists of: stages, prompts, minutes, exit checks; ready agendas as data."""
