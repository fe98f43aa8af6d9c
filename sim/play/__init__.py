"""A session of play without any screen; screens, plain mode and the browser share it."""
