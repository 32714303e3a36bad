"""What is asked, said and written to children and guardians: content as YAML, read into frozen records."""
