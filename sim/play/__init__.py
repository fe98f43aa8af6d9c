"""A session of play without any screen. Screens, plain mode and the browser share it."""
