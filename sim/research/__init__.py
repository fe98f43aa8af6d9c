"""Studies of the model: claims, characters of scenarios, the arena. The game does not need them."""
