"""How much of everything the server takes from a page, and gives to one."""

from __future__ import annotations

COLUMNS, ROWS = 500, 200
"""cells; a larger window is drawn as if it had these, in its corner."""

NO_WINDOW = 10_000
"""cells; nothing that has so many columns or rows is a window."""

MESSAGE = 256 * 1024
"""bytes; longest message of a page; a longer one ends the game."""

TYPED = 8 * 1024
"""bytes; longest text that is typed or pasted at once; a longer one is left out."""

MESSAGES, BURST = 100.0, 400.0
"""messages a second that are taken from a page, and how many at once; then it waits."""

FLOOD = 20.0
"""seconds; of a page that always sends as much as is taken; then its game ends."""

SIZES = 0.2
"""seconds; between two new sizes of a window: everything is drawn again. The latest counts."""

TYPED_RATE, TYPED_BURST = 4_000.0, 32_000.0
"""bytes a second that are typed, and how many at once; then it waits."""

PIECE = 64 * 1024
"""bytes; what is carried from a game to its page at once: no more of it lies in the server."""

EVENTS = 256
"""events that wait in a game; while there are so many it reads no more."""

SLOW = 20.0
"""seconds; for a page to take a piece, and for a game to take a message. What is slower has gone, or is stuck."""

START = 60.0
"""seconds; for a game's process to begin."""

LEAVE, TERMINATE, KILL = 5.0, 2.0, 5.0
"""seconds; for a process to end after it was asked to, told to, and killed."""

CONNECTIONS = 256
"""open connections, those of games among them; one more is closed at once."""

FIRST_REQUEST, IDLE = 10.0, 15.0
"""seconds; for a new connection to ask for something, and for one to ask again, before it is closed."""

LINGER = 1.0
"""seconds; for the rest of a request that was answered, and for answers under way when the server ends."""

SOCKETS = 3
"""games of one visitor at once, where others can reach the server."""

VISITORS = 500
"""visitors with games of their own, where others can reach the server; then nobody new is let in."""

UPLOAD, UPLOADS, UPLOADED = 50_000_000, 50, 200_000_000
"""bytes of one file, files and bytes in all that a visitor may have uploaded and calibrated."""

UPLOADING = 600.0
"""seconds; for one file to come."""

NAME = 80
"""characters; of the name of an uploaded file."""

MEMORY = 3 * 1024**3
"""bytes of address space; for each process of a visitor, where the system can bound it. A game uses .9 GB of it."""
