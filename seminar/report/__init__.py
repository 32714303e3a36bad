"""The annual report: what it holds, how it is counted, and the Word document it becomes."""
