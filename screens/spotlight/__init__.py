"""One thing over the whole screen: a card, a table, a chart or the clock, in large characters."""
