"""The use cases: the one door for screens, exports, the command line and tests."""
