"""What an interviewer can see of the own way of talking. Shown to nobody else."""
