"""The kinds of stage: each is the body of the frame in `screens.stage`."""
