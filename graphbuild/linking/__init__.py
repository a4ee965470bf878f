"""What became of it: follow-ups of commitments and items through later meetings, and recurring topics."""
