"""Letters to the child and to the guardians: filled in, shown, read aloud, and made as PDF and Word."""
