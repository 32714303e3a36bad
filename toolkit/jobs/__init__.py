"""Jobs: work that takes longer than a page may. The row is the record; a worker that dies is replaced."""
