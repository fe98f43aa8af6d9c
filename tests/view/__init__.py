"""What a team can know, and nothing else."""
