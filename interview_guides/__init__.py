"""Interview guides, letters, surveys and words: content as files, and one thin loader."""
